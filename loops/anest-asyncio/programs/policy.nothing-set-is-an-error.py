"""policy.nothing-set-is-an-error: after a loop was set and taken away

asyncio prints:
    asyncio.get_event_loop(): RuntimeError

anest-asyncio prints:
    asyncio.get_event_loop(): no error

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


loop = new_event_loop()
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as raised:
    print("asyncio.get_event_loop():", type(raised).__name__)
else:
    print("asyncio.get_event_loop():", "no error")
