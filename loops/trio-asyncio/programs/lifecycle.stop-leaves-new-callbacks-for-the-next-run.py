"""lifecycle.stop-leaves-new-callbacks-for-the-next-run: a callback scheduled before stop() in one callback

asyncio prints:
    the run has ended
    scheduled before stop()

trio-asyncio prints:
    scheduled before stop()
    the run has ended

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


def callback():
    loop.call_soon(print, "scheduled before stop()")
    loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
print("the run has ended")
loop.call_soon(loop.stop)
loop.run_forever()
