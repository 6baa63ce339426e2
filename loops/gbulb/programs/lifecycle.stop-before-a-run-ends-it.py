"""lifecycle.stop-before-a-run-ends-it: stop() before a run, with one callback ready

asyncio prints:
    the callback
    the run has ended

gbulb prints:
    the callback
    does not end

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

loop = new_event_loop()
loop.stop()
loop.call_soon(print, "the callback")
loop.run_forever()
print("the run has ended")
