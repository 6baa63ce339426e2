"""timers.what-is-no-time-is-refused: null and text

asyncio prints:
    loop.call_at(None, callback): TypeError

uringcore:UringEventLoop prints:
    loop.call_at(None, callback): no error

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


def callback(*arguments):
    pass


loop = new_event_loop()
try:
    loop.call_later(None, callback)
except TypeError:
    pass
try:
    loop.call_at(None, callback)
except TypeError as raised:
    print("loop.call_at(None, callback):", type(raised).__name__)
else:
    print("loop.call_at(None, callback):", "no error")
