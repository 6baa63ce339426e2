"""unix.names-without-a-file: a path that begins with a zero byte

asyncio prints:
    serves at the name
    connects to the name

uvloop:new_event_loop prints:
    serves at the name
    OSError(22, 'Invalid argument')

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    # A path that begins with a zero byte is a name of Linux, and not a file.
    name = "\0example-%d" % os.getpid()
    try:
        server = await loop.create_unix_server(asyncio.Protocol, name)
        print("serves at the name")
        transport, _ = await loop.create_unix_connection(asyncio.Protocol, name)
        print("connects to the name")
    except (OSError, ValueError) as error:
        print(repr(error))
        return
    transport.close()
    server.close()


new_event_loop().run_until_complete(main())
