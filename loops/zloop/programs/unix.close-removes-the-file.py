"""unix.close-removes-the-file: close(), and a server at the same path

asyncio prints:
    the file is there: False

zloop:new_event_loop prints:
    the file is there: True

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import sys
import tempfile

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        server = await loop.create_unix_server(asyncio.Protocol, path)
        server.close()
        await asyncio.sleep(0.2)
        print("the file is there:", os.path.exists(path))


new_event_loop().run_until_complete(main())
