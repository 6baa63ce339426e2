"""lifecycle.same-loop-does-not-nest: run_forever(), in a callback

asyncio prints:
    RuntimeError: This event loop is already running

veloxloop:new_event_loop prints:
    is ended by SIGABRT

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def nested():
    try:
        loop.run_forever()
    except RuntimeError as error:
        print("RuntimeError:", error)
    loop.stop()


loop = new_event_loop()
loop.call_soon(nested)
loop.run_forever()
