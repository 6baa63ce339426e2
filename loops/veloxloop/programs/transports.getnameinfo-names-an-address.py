"""transports.getnameinfo-names-an-address: of a host that is not numeric

asyncio prints:
    ('127.0.0.1', '80')
    name.example gaierror

veloxloop:new_event_loop prints:
    ('127.0.0.1', '80')
    name.example ValueError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    flags = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    for host in "127.0.0.1", "name.example":
        try:
            print(await loop.getnameinfo((host, 80), flags))
        except Exception as error:
            print(host, type(error).__name__)


new_event_loop().run_until_complete(main())
