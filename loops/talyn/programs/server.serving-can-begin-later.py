"""server.serving-can-begin-later: beside a server that serves

asyncio prints:
    is_serving(): False
    refused

talyn:Loop prints:
    is_serving(): False
    connection_made()

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        print("connection_made()")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Protocol, "127.0.0.1", 0, start_serving=False)
    print("is_serving():", server.is_serving())
    client = socket.socket()
    try:
        client.connect(server.sockets[0].getsockname())
    except ConnectionRefusedError:
        print("refused")
    await asyncio.sleep(0.1)
    client.close()
    server.close()


new_event_loop().run_until_complete(main())
