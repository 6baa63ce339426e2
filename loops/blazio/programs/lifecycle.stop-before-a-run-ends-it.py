"""lifecycle.stop-before-a-run-ends-it: stop() twice, then a run with one callback ready

asyncio prints:
    callback
    loop.run_forever(): None

blazio:new_event_loop prints:
    loop.run_forever(): None

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def callback():
    print("callback")


loop = new_event_loop()
loop.call_soon(callback)
loop.stop()
print("loop.run_forever():", loop.run_forever())
