"""server.closed-server-serves-no-more: serveForever() after close()

asyncio prints:
    RuntimeError

veloxloop:new_event_loop prints:
    does not end

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    server = await asyncio.get_running_loop().create_server(asyncio.Protocol, "127.0.0.1", 0)
    server.close()
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print("RuntimeError")


new_event_loop().run_until_complete(main())
