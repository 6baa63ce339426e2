"""transports.getnameinfo-names-an-address: as numbers

asyncio prints:
    ('127.0.0.1', '80')
    name.example gaierror

talyn:Loop prints:
    127.0.0.1 RuntimeError
    name.example RuntimeError

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    loop = asyncio.get_running_loop()
    flags = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    for host in "127.0.0.1", "name.example":
        try:
            print(await loop.getnameinfo((host, 80), flags))
        except Exception as error:
            print(host, type(error).__name__)


new_event_loop().run_until_complete(main())
