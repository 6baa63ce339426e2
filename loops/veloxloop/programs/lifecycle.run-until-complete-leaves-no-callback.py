"""lifecycle.run-until-complete-leaves-no-callback: the future is done in a later run

asyncio prints:
    RuntimeError: Event loop stopped before Future completed.
    the next run lasts until its own stop()
    the next run is over

veloxloop:new_event_loop prints:
    RuntimeError: Event loop stopped before Future completed.
    the next run is over

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

loop = new_event_loop()
future = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(future)
except RuntimeError as error:
    print("RuntimeError:", error)
loop.call_soon(future.set_result, None)
loop.call_later(0.05, print, "the next run lasts until its own stop()")
loop.call_later(0.1, loop.stop)
loop.run_forever()
print("the next run is over")
