"""streams.slow-reader-slows-its-peer: a megabyte, and nobody reads

asyncio prints:
    is_reading(): True

zloop:new_event_loop prints:
    'zloop.Transport' object has no attribute 'is_reading'

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        try:
            print("is_reading():", writer.transport.is_reading())
        except AttributeError as error:
            print(error)
        writer.close()


new_event_loop().run_until_complete(main())
