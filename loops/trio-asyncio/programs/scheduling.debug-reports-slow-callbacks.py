"""scheduling.debug-reports-slow-callbacks: a callback of 50 ms where 10 ms are too slow

asyncio prints:
    WARNING of asyncio
    the run has ended

trio-asyncio prints:
    the run has ended

Run this file with Python for trio-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import logging
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

logging.basicConfig(format="%(levelname)s of %(name)s", stream=sys.stdout)
loop = new_event_loop()
loop.set_debug(True)
loop.slow_callback_duration = 0.01
loop.call_soon(time.sleep, 0.05)
loop.call_soon(loop.stop)
loop.run_forever()
print("the run has ended")
