"""server.port-in-use-is-an-error: the port of a server of the same loop

asyncio prints:
    OSError 98

cadeloop:new_event_loop prints:
    OSError None

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as used:
        try:
            await loop.create_server(asyncio.Protocol, *used.getsockname())
        except OSError as error:
            print(type(error).__name__, error.errno)


new_event_loop().run_until_complete(main())
