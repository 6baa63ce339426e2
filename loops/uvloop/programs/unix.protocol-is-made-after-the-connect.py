"""unix.protocol-is-made-after-the-connect: nobody listens, and then somebody does

asyncio prints:
    FileNotFoundError - calls of the protocol factory: 0

uvloop:new_event_loop prints:
    FileNotFoundError - calls of the protocol factory: 1

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop

calls = 0


def factory():
    global calls
    calls += 1
    return asyncio.Protocol()


async def main():
    loop = asyncio.get_running_loop()
    try:
        await loop.create_unix_connection(factory, "/nobody/listens/here")
    except OSError as error:
        print(type(error).__name__, "- calls of the protocol factory:", calls)


new_event_loop().run_until_complete(main())
