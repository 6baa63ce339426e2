"""server.wait-closed-waits-for-close: close() in a callback

asyncio prints:
    close()
    wait_closed() is done

veloxloop:new_event_loop prints:
    wait_closed() is done
    close()

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)

    async def wait():
        await server.wait_closed()
        print("wait_closed() is done")

    task = loop.create_task(wait())
    await asyncio.sleep(0.1)
    print("close()")
    server.close()
    await task


new_event_loop().run_until_complete(main())
