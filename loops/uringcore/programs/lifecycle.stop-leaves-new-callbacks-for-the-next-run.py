"""lifecycle.stop-leaves-new-callbacks-for-the-next-run: callbacks scheduled before and after stop() in one callback

asyncio prints:
    loop.run_forever(): None

uringcore:UringEventLoop prints:
    callback2
    loop.run_forever(): None

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


def callback():
    loop.call_soon(callback2)
    loop.stop()


def callback2():
    print("callback2")


loop = new_event_loop()
loop.call_soon(callback)
print("loop.run_forever():", loop.run_forever())
