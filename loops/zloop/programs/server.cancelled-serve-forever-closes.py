"""server.cancelled-serve-forever-closes: one cancellation

asyncio prints:
    is_serving(): False

zloop:new_event_loop prints:
    is_serving(): True

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    task = loop.create_task(server.serve_forever())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task], timeout=1)
    print("is_serving():", server.is_serving())


new_event_loop().run_until_complete(main())
