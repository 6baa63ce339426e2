"""lifecycle.stop-before-a-run-ends-it: stop() twice, then a run with one callback ready

asyncio prints:
    callback
    loop.run_forever(): None

uringcore:UringEventLoop prints:
    loop.run_forever(): None

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


def callback():
    print("callback")


loop = new_event_loop()
loop.call_soon(callback)
loop.stop()
print("loop.run_forever():", loop.run_forever())
