"""lifecycle.same-loop-does-not-nest: run_forever(), in a callback

asyncio prints:
    RuntimeError: This event loop is already running

reloop prints:
    the loop ran inside of itself

Run this file with Python for reloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import reloop

    reloop.apply()
    new_event_loop = asyncio.new_event_loop


def nested():
    loop.call_soon(loop.stop)
    try:
        loop.run_forever()
        print("the loop ran inside of itself")
    except RuntimeError as error:
        print("RuntimeError:", error)
    loop.stop()


loop = new_event_loop()
loop.call_soon(nested)
loop.run_forever()
