"""timers.far-deadlines-stay-far: of 2^31 - 1 milliseconds and more, and infinity, beside a near one

asyncio prints:
    end

veloxloop:new_event_loop prints:
    a timer of 1000000000000.0 seconds has run
    a timer of 1000000000000000.0 seconds has run
    a timer of 1e+300 seconds has run
    a timer of inf seconds has run
    end

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

loop = new_event_loop()
loop.call_later(0.05, loop.stop)
for delay in (2.0**31 / 1000, 1e9, 1e12, 1e15, 1e300, float("inf")):
    loop.call_later(delay, print, "a timer of", delay, "seconds has run")
loop.run_forever()
print("end")
