"""lifecycle.loops-do-not-nest: run_forever(), in a callback of another loop

asyncio prints:
    RuntimeError: Cannot run the event loop while another loop is running

veloxloop:new_event_loop prints:
    the other loop ran inside of this one

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def nested():
    other.call_soon(other.stop)
    try:
        other.run_forever()
        print("the other loop ran inside of this one")
    except RuntimeError as error:
        print("RuntimeError:", error)
    loop.stop()


loop = new_event_loop()
other = new_event_loop()
loop.call_soon(nested)
loop.run_forever()
