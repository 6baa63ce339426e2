"""lifecycle.is-running-during-a-run: just after stop()

asyncio prints:
    is_running() just after stop(): True

veloxloop:new_event_loop prints:
    is_running() just after stop(): False

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def stops():
    loop.stop()
    print("is_running() just after stop():", loop.is_running())


loop = new_event_loop()
loop.call_soon(stops)
loop.run_forever()
