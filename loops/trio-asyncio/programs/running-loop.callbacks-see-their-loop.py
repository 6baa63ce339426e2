"""running-loop.callbacks-see-their-loop: a callback that is left when the loop is closed

asyncio prints:
    closed

trio-asyncio prints:
    RuntimeError('no running event loop')
    closed

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
    try:
        print("asyncio.get_running_loop() is loop:", asyncio.get_running_loop() is loop)
    except RuntimeError as error:
        print(repr(error))


loop = new_event_loop()
loop.call_soon(callback)
loop.close()
print("closed")
