"""unix.socket-that-is-there-is-replaced: a socket at which nobody listens

asyncio prints:
    makes a server

zloop:new_event_loop prints:
    OSError 98

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys
import tempfile

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(path)
        try:
            server = await loop.create_unix_server(asyncio.Protocol, path)
            print("makes a server")
            server.close()
        except OSError as error:
            print("OSError", error.errno)


new_event_loop().run_until_complete(main())
