"""scheduling.debug-reports-slow-callbacks: a callback that takes longer than slow_callback_duration

asyncio prints:
    WARNING of asyncio
    the run has ended

gbulb prints:
    the run has ended

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import logging
import sys
import time

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

logging.basicConfig(stream=sys.stdout, format="%(levelname)s of %(name)s")
loop = new_event_loop()
loop.set_debug(True)
loop.slow_callback_duration = 0.01
loop.call_soon(time.sleep, 0.05)
loop.call_soon(loop.stop)
loop.run_forever()
print("the run has ended")
