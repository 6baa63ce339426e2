"""lifecycle.fatal-error-leaves-the-loop-usable: a run after stop() in the callback that raises

asyncio prints:
    SystemExit
    two iterations later
    the next run is over

blazio:new_event_loop prints:
    SystemExit
    the next run is over

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def exits():
    loop.stop()
    raise SystemExit


def again():
    loop.call_soon(print, "two iterations later")
    loop.call_soon(loop.stop)


loop = new_event_loop()
loop.call_soon(exits)
try:
    loop.run_forever()
except SystemExit:
    print("SystemExit")
loop.call_soon(loop.call_soon, again)
loop.run_forever()
print("the next run is over")
