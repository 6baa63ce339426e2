"""server.serving-can-begin-later: beside a server that serves

asyncio prints:
    is_serving(): True

veloxloop:new_event_loop prints:
    object NoneType can't be used in 'await' expression

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, start_serving=False)
    try:
        await server.start_serving()
        print("is_serving():", server.is_serving())
    except TypeError as error:
        print(error)
    server.close()


new_event_loop().run_until_complete(main())
