"""lifecycle.same-loop-does-not-nest: both ways to run, in a callback

asyncio prints:
    (nothing)

anest-asyncio prints:
    does not end

Run this file with Python for anest-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import nest_asyncio


    def new_event_loop():
        loop = asyncio.new_event_loop()
        nest_asyncio.apply(loop)
        return loop


def callback():
    try:
        loop.run_forever()
    except RuntimeError:
        pass
    loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
