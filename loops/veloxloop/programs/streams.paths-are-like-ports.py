"""streams.paths-are-like-ports: a client and a server of one loop

asyncio prints:
    b'welcome\n'

veloxloop prints:
    raises NotImplementedError

Run this file with Python for veloxloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import sys
import tempfile

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def greet(reader, writer):
    writer.write(b"welcome\n")
    await writer.drain()
    writer.close()


async def main():
    path = os.path.join(tempfile.mkdtemp(), "socket")
    try:
        await asyncio.start_unix_server(greet, path)
        reader, writer = await asyncio.open_unix_connection(path)
        print(await reader.readline())
        writer.close()
    except NotImplementedError:
        print("raises NotImplementedError")


new_event_loop().run_until_complete(main())
