"""handles.when-of-a-due-timer-is-its-deadline: deadlines and delays that are over

asyncio prints:
    (nothing)

uvloop:new_event_loop prints:
    ends with AttributeError: 'uvloop.loop.Handle' object has no attribute 'when'

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


def callback(*arguments):
    pass


loop = new_event_loop()
timer = loop.call_at(loop.time(), callback)
timer.when()
