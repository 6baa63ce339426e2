"""lifecycle.closed-loop-refuses-work: three ways to give it work

asyncio prints:
    Event loop is closed
    Event loop is closed
    Event loop is closed

gbulb prints:
    accepted
    accepted
    accepted

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

loop = new_event_loop()
loop.close()
for give in (loop.call_soon, loop.call_soon_threadsafe, lambda callback: loop.call_later(1, callback)):
    try:
        give(print)
        print("accepted")
    except RuntimeError as error:
        print(error)
