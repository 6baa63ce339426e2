"""handles.each-call-has-its-own-handle: callSoon(): one of three calls with one function is cancelled

asyncio prints:
    (nothing)

rloop:new_event_loop prints:
    ends with AttributeError: 'rloop._rloop.CBHandle0' object has no attribute 'cancelled'

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def callback():
    pass


loop = new_event_loop()
handle = loop.call_soon(callback)
handle.cancelled()
