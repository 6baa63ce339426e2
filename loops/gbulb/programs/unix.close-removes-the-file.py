"""unix.close-removes-the-file: close() of a server

asyncio prints:
    the file is there: False

gbulb prints:
    the file is there: True

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import sys
import tempfile

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        server = await loop.create_unix_server(asyncio.Protocol, path)
        server.close()
        await asyncio.sleep(0.2)
        print("the file is there:", os.path.exists(path))


new_event_loop().run_until_complete(main())
