"""timers.passed-deadline-is-due: a millisecond ago

asyncio prints:
    callback

trio-asyncio prints:
    loop.call_later(): AssertionError(-0.001)

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
try:
    loop.call_later(-0.001, print, "callback")
    loop.call_later(0.1, loop.stop)
    loop.run_forever()
except AssertionError as error:
    print("loop.call_later():", repr(error))
