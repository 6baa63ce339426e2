"""server.repeated-host-is-bound-once: a list with one host twice

asyncio prints:
    ['127.0.0.1']

veloxloop:new_event_loop prints:
    TypeError("argument 'host': 'list' object cannot be cast as 'str'")

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(asyncio.Protocol, ["127.0.0.1", "127.0.0.1"], 0)
        print([sock.getsockname()[0] for sock in server.sockets])
        server.close()
    except Exception as error:
        print(repr(error))


new_event_loop().run_until_complete(main())
