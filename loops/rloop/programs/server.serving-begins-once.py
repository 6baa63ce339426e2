"""server.serving-begins-once: startServing() again and again

asyncio prints:
    connection_made()
    connection_made()

rloop:new_event_loop prints:
    start_serving(): Bad file descriptor (os error 9)
    OSError: [Errno 9] Bad file descriptor

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        print("connection_made()")


async def main():
    server = await asyncio.get_running_loop().create_server(Protocol, "127.0.0.1", 0)
    for _ in range(2):
        try:
            await server.start_serving()
        except Exception as error:
            print("start_serving():", str(error).split("\n")[0])
    address = server.sockets[0].getsockname()
    clients = [socket.create_connection(address) for _ in range(2)]
    await asyncio.sleep(0.2)
    for client in clients:
        client.close()
    server.close()


new_event_loop().run_until_complete(main())
