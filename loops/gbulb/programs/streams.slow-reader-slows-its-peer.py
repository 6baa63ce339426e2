"""streams.slow-reader-slows-its-peer: is_reading()

asyncio prints:
    is_reading(): True

gbulb prints:
    is_reading() raises NotImplementedError

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def serve(reader, writer):
    try:
        print("is_reading():", writer.transport.is_reading())
    except NotImplementedError as error:
        print("is_reading() raises", type(error).__name__)
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await asyncio.sleep(0.3)
    client.close()


new_event_loop().run_until_complete(main())
