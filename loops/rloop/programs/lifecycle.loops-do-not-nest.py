"""lifecycle.loops-do-not-nest: both ways to run, in a callback of another loop

asyncio prints:
    (nothing)

rloop:new_event_loop prints:
    does not end

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def callback():
    try:
        loop.run_forever()
    except RuntimeError:
        pass
    loop2.stop()


loop2 = new_event_loop()
loop = new_event_loop()
loop2.call_soon(callback)
loop2.run_forever()
