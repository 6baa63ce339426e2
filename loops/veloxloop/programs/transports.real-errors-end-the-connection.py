"""transports.real-errors-end-the-connection: the server resets it

asyncio prints:
    connection_lost() received a ConnectionResetError

veloxloop:new_event_loop prints:
    connection_lost() was not called in 2 s

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

import socket
import struct


class Client(asyncio.Protocol):
    def __init__(self):
        self.over = asyncio.get_running_loop().create_future()

    def connection_lost(self, error):
        self.over.set_result(error)


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    transport, client = await loop.create_connection(Client, *listener.getsockname())
    connection, _ = listener.accept()
    # To close a socket that does not linger resets the connection.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    try:
        error = await asyncio.wait_for(client.over, 2)
        print("connection_lost() received a", type(error).__name__)
    except asyncio.TimeoutError:
        print("connection_lost() was not called in 2 s")


new_event_loop().run_until_complete(main())
