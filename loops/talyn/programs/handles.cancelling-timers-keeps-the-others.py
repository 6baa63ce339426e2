"""handles.cancelling-timers-keeps-the-others: timers that are due before the run begins

asyncio prints:
    100 timers ran by deadline, to a millisecond: True

talyn:Loop prints:
    100 timers ran by deadline, to a millisecond: False

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys
import time

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop

loop = new_event_loop()
ran = []
for delay in (0.008, 0.004, 0.006, 0.002) * 25:
    deadline = loop.time() + delay
    loop.call_at(deadline, ran.append, deadline)
    time.sleep(0.0001)
loop.call_soon(time.sleep, 0.04)
loop.call_later(0.1, loop.stop)
loop.run_forever()
late = max(0, *(before - after for before, after in zip(ran, ran[1:])))
print(len(ran), "timers ran by deadline, to a millisecond:", late < 0.001)
