"""server.closed-server-serves-no-more: serveForever() after close()

asyncio prints:
    RuntimeError

zloop:new_event_loop prints:
    TimeoutError

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    server = await asyncio.get_running_loop().create_server(asyncio.Protocol, "127.0.0.1", 0)
    server.close()
    try:
        await asyncio.wait_for(server.serve_forever(), 1)
    except Exception as error:
        print(type(error).__name__)


new_event_loop().run_until_complete(main())
