"""scheduling.threadsafe-shares-the-queue: called in turns with call_soon() in a callback

asyncio prints:
    call_soon_threadsafe
    call_soon

trio-asyncio prints:
    call_soon
    call_soon_threadsafe

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
    loop.call_soon_threadsafe(print, "call_soon_threadsafe")
    loop.call_soon(print, "call_soon")
    loop.call_later(0.1, loop.stop)


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
