"""lifecycle.stop-before-a-run-ends-it: stop(), then a run with one callback ready

asyncio prints:
    scheduled before
    the run is over

veloxloop:new_event_loop prints:
    scheduled before
    the run still goes on after a second
    the run is over

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

import threading

loop = new_event_loop()
loop.call_soon(print, "scheduled before")
loop.stop()
# Without these lines, the run of veloxloop does not end.
threading.Timer(1, loop.call_soon_threadsafe, [print, "the run still goes on after a second"]).start()
threading.Timer(1.1, loop.call_soon_threadsafe, [loop.stop]).start()
loop.run_forever()
print("the run is over")
