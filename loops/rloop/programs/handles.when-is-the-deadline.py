"""handles.when-is-the-deadline: a deadline to come

asyncio prints:
    when() of call_at(deadline) is the deadline: True

rloop:new_event_loop, version 0.2.1, prints:
    ends with TypeError: 'float' object is not callable

Run this file with Python for rloop:new_event_loop, version 0.2.1,, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop

loop = new_event_loop()
deadline = loop.time() + 1.5
print("when() of call_at(deadline) is the deadline:", abs(loop.call_at(deadline, print).when() - deadline) < 0.001)
