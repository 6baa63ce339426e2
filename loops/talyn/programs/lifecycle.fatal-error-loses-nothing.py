"""lifecycle.fatal-error-loses-nothing: one callback before and two after the one that raises

asyncio prints:
    third
    fourth
    scheduled by the first

talyn:Loop prints:
    scheduled by the first
    third
    fourth

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


def exits():
    raise SystemExit


loop = new_event_loop()
loop.call_soon(lambda: loop.call_soon(print, "scheduled by the first"))
loop.call_soon(exits)
loop.call_soon(print, "third")
loop.call_soon(print, "fourth")
try:
    loop.run_forever()
except SystemExit:
    pass
loop.call_later(0.05, loop.stop)
loop.run_forever()
