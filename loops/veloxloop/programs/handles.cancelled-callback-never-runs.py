"""handles.cancelled-callback-never-runs: cancelled before the run

asyncio prints:
    (nothing)

veloxloop:new_event_loop prints:
    call_soon() returned None
    runs although nobody wants it

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

loop = new_event_loop()
handle = loop.call_soon(print, "runs although nobody wants it")
if handle is None:
    print("call_soon() returned None")
else:
    handle.cancel()
loop.call_soon(loop.stop)
loop.run_forever()
