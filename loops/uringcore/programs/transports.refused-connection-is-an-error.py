"""transports.refused-connection-is-an-error: the port 1 of this machine

asyncio prints:
    refused: calls of the protocol factory: 0

uringcore:UringEventLoop prints:
    connected to a port on which nothing listens

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop

calls = 0


def factory():
    global calls
    calls += 1
    return asyncio.Protocol()


loop = new_event_loop()
try:
    loop.run_until_complete(loop.create_connection(factory, "127.0.0.1", 1))
    print("connected to a port on which nothing listens")
except OSError:
    print("refused: calls of the protocol factory:", calls)
