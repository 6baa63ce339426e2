"""transports.refused-connection-is-an-error: the port 1 of this machine

asyncio prints:
    refused: calls of the protocol factory: 0

uvloop:new_event_loop prints:
    refused: calls of the protocol factory: 1

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop

calls = 0


def factory():
    global calls
    calls += 1
    return asyncio.Protocol()


loop = new_event_loop()
try:
    loop.run_until_complete(loop.create_connection(factory, "127.0.0.1", 1))
except OSError:
    print("refused: calls of the protocol factory:", calls)
