"""server.accepted-socket-must-be-a-stream: a datagram socket

asyncio prints:
    ValueError

veloxloop:new_event_loop prints:
    NotImplementedError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            await loop.connect_accepted_socket(asyncio.Protocol, sock)
            print("takes a datagram socket")
        except Exception as error:
            print(type(error).__name__)


new_event_loop().run_until_complete(main())
