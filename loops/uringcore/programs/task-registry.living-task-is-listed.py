"""task-registry.living-task-is-listed: more than a thousand

asyncio prints:
    loop.run_forever(): None

uringcore:UringEventLoop prints:
    asyncio.sleep(0): None
    loop.run_forever(): None

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


async def body():
    print("asyncio.sleep(0):", await asyncio.sleep(0))


def callback():
    loop.stop()


loop = new_event_loop()
task = loop.create_task(body())
loop.call_soon(callback)
print("loop.run_forever():", loop.run_forever())
