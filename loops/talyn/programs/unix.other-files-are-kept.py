"""unix.other-files-are-kept: a file, and a folder that does not exist

asyncio prints:
    OSError
    OSError
    the file is there: True

talyn:Loop prints:
    makes a server
    OSError
    the file is there: False

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import sys
import tempfile

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        with open(path, "w") as file:
            file.write("not a socket")
        for at in path, os.path.join(folder, "no folder", "socket"):
            try:
                server = await loop.create_unix_server(asyncio.Protocol, at)
                print("makes a server")
                server.close()
            except OSError as error:
                print("OSError")
        print("the file is there:", os.path.isfile(path))


new_event_loop().run_until_complete(main())
