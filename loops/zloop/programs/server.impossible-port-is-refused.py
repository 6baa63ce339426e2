"""server.impossible-port-is-refused: a port that is too large

asyncio prints:
    port 70000: OverflowError

zloop prints:
    port 70000: the server listens at port 4464

Run this file with Python for zloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop

loop = new_event_loop()
try:
    server = loop.run_until_complete(loop.create_server(asyncio.Protocol, "127.0.0.1", 70000))
    print("port 70000: the server listens at port", server.sockets[0].getsockname()[1])
except Exception as error:
    print("port 70000:", type(error).__name__)
