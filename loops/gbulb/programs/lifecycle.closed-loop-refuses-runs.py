"""lifecycle.closed-loop-refuses-runs: run_forever() of a closed loop

asyncio prints:
    Event loop is closed
    the end

gbulb prints:
    does not end

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

loop = new_event_loop()
loop.close()
try:
    loop.run_forever()
except RuntimeError as error:
    print(error)
print("the end")
