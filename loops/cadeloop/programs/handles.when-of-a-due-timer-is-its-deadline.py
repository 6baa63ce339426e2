"""handles.when-of-a-due-timer-is-its-deadline: a deadline that is long over

asyncio prints:
    when() of call_at(deadline) is the deadline: True

cadeloop:new_event_loop prints:
    when() of call_at(deadline) is the deadline: False

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop

loop = new_event_loop()
deadline = loop.time() - 1e9
print("when() of call_at(deadline) is the deadline:", loop.call_at(deadline, print).when() == deadline)
