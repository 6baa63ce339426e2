"""server.reset-is-an-error: after an echo

asyncio prints:
    connection_lost(): ConnectionResetError

veloxloop:new_event_loop prints:
    no connection_lost()

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import struct
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def connection_lost(self, error):
        lost.set_result(type(error).__name__)


async def main():
    global connected, lost
    loop = asyncio.get_running_loop()
    connected, lost = loop.create_future(), loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await connected
    # A socket that does not linger is reset.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    try:
        print("connection_lost():", await asyncio.wait_for(lost, 1))
    except asyncio.TimeoutError:
        print("no connection_lost()")
    server.close()


new_event_loop().run_until_complete(main())
