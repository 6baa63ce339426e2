"""handles.cancelled-timer-never-runs: two timers with one deadline that cancel each other

asyncio prints:
    the first timer

veloxloop:new_event_loop prints:
    the first timer
    the second timer

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def first():
    print("the first timer")
    second_timer.cancel()


def second():
    print("the second timer")
    first_timer.cancel()


loop = new_event_loop()
deadline = loop.time() + 0.01
first_timer = loop.call_at(deadline, first)
second_timer = loop.call_at(deadline, second)
loop.call_later(0.05, loop.stop)
loop.run_forever()
