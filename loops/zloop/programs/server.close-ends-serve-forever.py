"""server.close-ends-serve-forever: close() in a callback

asyncio prints:
    serve_forever() is cancelled

zloop:new_event_loop prints:
    serve_forever() returns

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    loop.call_later(0.05, server.close)
    try:
        await asyncio.wait_for(server.serve_forever(), 1)
        print("serve_forever() returns")
    except asyncio.CancelledError:
        print("serve_forever() is cancelled")
    except Exception as error:
        print(type(error).__name__)


new_event_loop().run_until_complete(main())
