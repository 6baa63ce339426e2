"""server.serve-forever-runs-once: a second call

asyncio prints:
    RuntimeError
    the first call goes on: True

zloop:new_event_loop prints:
    TimeoutError
    the first call goes on: True

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    first = loop.create_task(server.serve_forever())
    await asyncio.sleep(0.05)
    try:
        await asyncio.wait_for(server.serve_forever(), 1)
    except Exception as error:
        print(type(error).__name__)
    print("the first call goes on:", not first.done())
    first.cancel()


new_event_loop().run_until_complete(main())
