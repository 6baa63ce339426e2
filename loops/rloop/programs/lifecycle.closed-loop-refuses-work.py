"""lifecycle.closed-loop-refuses-work: ways to give it work, after close()

asyncio prints:
    call_soon() Event loop is closed
    call_later() Event loop is closed
    call_at() Event loop is closed
    call_soon_threadsafe() Event loop is closed

rloop:new_event_loop prints:
    call_soon() accepted
    call_later() accepted
    call_at() accepted
    call_soon_threadsafe() accepted

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop

loop = new_event_loop()
loop.close()
for name, call in {
    "call_soon()": lambda: loop.call_soon(print),
    "call_later()": lambda: loop.call_later(1, print),
    "call_at()": lambda: loop.call_at(1, print),
    "call_soon_threadsafe()": lambda: loop.call_soon_threadsafe(print),
}.items():
    try:
        call()
        print(name, "accepted")
    except RuntimeError as error:
        print(name, error)
