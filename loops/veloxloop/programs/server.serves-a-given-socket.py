"""server.serves-a-given-socket: a socket at a free port

asyncio prints:
    connected

veloxloop:new_event_loop prints:
    ConnectionRefusedError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    server = await loop.create_server(asyncio.Protocol, sock=sock)
    try:
        socket.create_connection(sock.getsockname()).close()
        print("connected")
    except OSError as error:
        print(type(error).__name__)
    server.close()


new_event_loop().run_until_complete(main())
