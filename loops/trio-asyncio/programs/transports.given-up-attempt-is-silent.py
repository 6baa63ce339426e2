"""transports.given-up-attempt-is-silent: cancelled while the name is looked up

asyncio prints:
    task.cancel(): True
    task.cancelled(): True

trio-asyncio 0.15.0 prints:
    task.cancel(): True
    task.cancelled(): False

Run this file with Python for trio-asyncio, and with the argument asyncio for asyncio's own loop. 0.16.0 prints what asyncio prints.
"""

import asyncio
import logging
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


async def main():
    task = loop.create_task(loop.create_connection(asyncio.Protocol, "localhost", 9))
    await asyncio.sleep(0)
    print("task.cancel():", task.cancel())
    await asyncio.wait([task], timeout=1)
    print("task.cancelled():", task.cancelled())


logging.disable()
loop = new_event_loop()
loop.run_until_complete(main())
