"""handles.when-of-a-due-timer-is-its-deadline: deadlines and delays that are over

asyncio prints:
    when() of call_later(-1) is one second ago: True

blazio:new_event_loop prints:
    when() of call_later(-1) is one second ago: False

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop

loop = new_event_loop()
before = loop.time()
timer = loop.call_later(-1, print)
print("when() of call_later(-1) is one second ago:", timer.when() < before - 0.9)
