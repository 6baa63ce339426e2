"""scheduling.callbacks-of-callbacks-wait-for-the-next-iteration: a due timer beside a callback that schedules itself

asyncio prints:
    the timer runs after fewer than 10 calls: True
    calls: 1000

gbulb prints:
    calls: 1000

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

calls = 0


def again():
    global calls
    calls += 1
    if calls < 1000:
        loop.call_soon(again)
    else:
        loop.stop()


def timer():
    print("the timer runs after fewer than 10 calls:", calls < 10)


loop = new_event_loop()
loop.call_later(0, timer)
loop.call_soon(again)
loop.run_forever()
print("calls:", calls)
