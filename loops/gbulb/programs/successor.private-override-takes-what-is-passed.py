"""successor.private-override-takes-what-is-passed: a server, without TLS

asyncio prints:
    serves

gbulb 0.6.3 prints:
    TypeError GLibBaseEventLoop._start_serving() takes from 3 to 7 positional arguments but 8 were given

Run this file with Python for gbulb 0.6.3, on CPython 3.11 or later, and with the argument asyncio for asyncio's own loop. gbulb 0.6.6
prints what asyncio prints.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def main():
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    print("serves")
    server.close()


loop = new_event_loop()
try:
    loop.run_until_complete(main())
except TypeError as error:
    print("TypeError", error)
