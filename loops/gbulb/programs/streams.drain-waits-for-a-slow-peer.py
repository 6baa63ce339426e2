"""streams.drain-waits-for-a-slow-peer: the peer takes nothing

asyncio prints:
    drain() waits

gbulb prints:
    does not end

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def serve(reader, writer):
    # The client reads nothing.
    writer.write(bytes(32 << 20))
    try:
        await asyncio.wait_for(writer.drain(), 0.5)
        print("drain() returns")
    except asyncio.TimeoutError:
        print("drain() waits")
    except Exception as error:
        print("drain() raises", type(error).__name__)
    sys.stdout.flush()
    os._exit(0)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await asyncio.sleep(3)
    client.close()


new_event_loop().run_until_complete(main())
