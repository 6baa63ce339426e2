"""server.close-while-accepting-is-quiet: close() after up to five iterations

asyncio prints:
    every server is closed

gbulb prints:
    reported: AssertionError
    every server is closed

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("reported:", type(context["exception"]).__name__))
    for iterations in range(6):
        server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
        client = socket.create_connection(server.sockets[0].getsockname())
        for _ in range(iterations):
            await asyncio.sleep(0)
        server.close()
        await asyncio.sleep(0.1)
        client.close()
    print("every server is closed")
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
