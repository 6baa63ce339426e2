"""unix.connects-to-a-path: bytes both ways, and the end of the stream

asyncio prints:
    connects

zloop:new_event_loop prints:
    NotImplementedError

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
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen()
            try:
                transport, _ = await loop.create_unix_connection(asyncio.Protocol, path)
                print("connects")
                transport.close()
            except (AttributeError, NotImplementedError) as error:
                print(type(error).__name__)


new_event_loop().run_until_complete(main())
