"""transports.addresses-say-their-family: two in digits

asyncio prints:
    127.0.0.1 2 ('127.0.0.1', 80)
    ::1 10 ('::1', 80, 0, 0)

veloxloop:new_event_loop prints:
    127.0.0.1 2 ('127.0.0.1', 80)
    ::1 10 ('0:0:0:0:0:0:0:1', 80, 0, 0)

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    for host in "127.0.0.1", "::1":
        infos = await loop.getaddrinfo(host, 80, type=socket.SOCK_STREAM)
        print(host, int(infos[0][0]), infos[0][4])


new_event_loop().run_until_complete(main())
