"""timers.far-deadlines-stay-far: of 2^31 - 1 milliseconds and more, and Infinity, beside a near one

asyncio prints:
    (nothing)

talyn:Loop prints:
    ends with ValueError: Invalid value received in the first parameter

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


def callback(*arguments):
    pass


loop = new_event_loop()
loop.call_later(float("inf"), callback)
