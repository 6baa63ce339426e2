"""timers.run-by-deadline: two timers that are due when the run begins

asyncio prints:
    after 10 ms
    after 20 ms

trio-asyncio prints:
    after 20 ms
    after 10 ms

Run this file with Python for trio-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys
import time

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
loop.call_later(0.02, print, "after 20 ms")
loop.call_later(0.01, print, "after 10 ms")
time.sleep(0.05)
loop.call_later(0.1, loop.stop)
loop.run_forever()
