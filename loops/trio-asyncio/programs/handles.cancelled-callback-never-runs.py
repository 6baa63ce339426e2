"""handles.cancelled-callback-never-runs: a callback of call_soon_threadsafe(), cancelled before the run

asyncio prints:
    loop.call_soon_threadsafe(): Handle

trio-asyncio prints:
    loop.call_soon_threadsafe(): NoneType
    callback

Run this file with Python for trio-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import warnings

    # It is private: the public loop lives inside of `trio.run`.
    from trio_asyncio._sync import SyncTrioEventLoop

    warnings.simplefilter("ignore", DeprecationWarning)

    def new_event_loop():
        return SyncTrioEventLoop()

loop = new_event_loop()
handle = loop.call_soon_threadsafe(print, "callback")
print("loop.call_soon_threadsafe():", type(handle).__name__)
if handle is not None:
    handle.cancel()
loop.call_later(0.1, loop.stop)
loop.run_forever()
