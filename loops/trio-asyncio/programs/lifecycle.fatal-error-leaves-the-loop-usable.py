"""lifecycle.fatal-error-leaves-the-loop-usable: a run after stop() in the callback that raises

asyncio prints:
    loop.run_forever(): SystemExit(3)
    callback of the second run
    the second run has ended

trio-asyncio prints:
    loop.run_forever(): SystemExit(3)
    the second run has ended

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


def leave():
    loop.stop()
    raise SystemExit(3)


loop = new_event_loop()
loop.call_soon(leave)
try:
    loop.run_forever()
except SystemExit as error:
    print("loop.run_forever():", repr(error))
loop.call_later(0.05, print, "callback of the second run")
loop.call_later(0.1, loop.stop)
loop.run_forever()
print("the second run has ended")
