"""lifecycle.stop-before-a-run-ends-it: stop() before any run of a loop

asyncio prints:
    callback
    loop.run_forever(): None

trio-asyncio prints:
    callback
    and does not end

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
loop.stop()
loop.call_soon(print, "callback")
print("loop.run_forever():", loop.run_forever())
