"""scheduling.debug-refuses-what-cannot-be-called: four ways to schedule a coroutine, a number, an object and nothing

asyncio prints:
    loop.call_soon(coroutine): TypeError

uringcore:UringEventLoop prints:
    loop.call_soon(coroutine): no error

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


async def body():
    pass


loop = new_event_loop()
loop.set_debug(True)
coroutine = body()
try:
    loop.call_soon(coroutine)
except TypeError as raised:
    print("loop.call_soon(coroutine):", type(raised).__name__)
else:
    print("loop.call_soon(coroutine):", "no error")
