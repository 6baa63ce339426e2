"""scheduling.debug-mode-is-set-and-told: on, off and on, before and in a run

asyncio prints:
    loop.get_debug(): True

blazio:new_event_loop prints:
    loop.get_debug(): False

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def callback():
    loop.set_debug(True)
    print("loop.get_debug():", loop.get_debug())


def callback2():
    loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.call_soon(callback2)
loop.run_forever()
