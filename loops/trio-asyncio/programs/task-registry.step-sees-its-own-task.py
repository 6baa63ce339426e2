"""task-registry.step-sees-its-own-task: a task whose first step is left when the loop is closed

asyncio prints:
    closed

trio-asyncio prints:
    asyncio.current_task(): RuntimeError('no running event loop')
    closed

Run this file with Python for trio-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import logging
import sys
import warnings

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import warnings

    # It is private: the public loop lives inside of `trio.run`.
    from trio_asyncio._sync import SyncTrioEventLoop

    warnings.simplefilter("ignore", DeprecationWarning)

    def new_event_loop():
        return SyncTrioEventLoop()


async def coroutine():
    try:
        print("asyncio.current_task() is task:", asyncio.current_task() is task)
    except RuntimeError as error:
        print("asyncio.current_task():", repr(error))


warnings.simplefilter("ignore")
logging.disable()
loop = new_event_loop()
task = loop.create_task(coroutine())
loop.close()
print("closed")
