"""factories.plain-factory-gets-two-arguments: two tasks without options

asyncio prints:
    done

QtAsyncio prints:
    TypeError: factory() got an unexpected keyword argument 'context'

Run this file with Python for QtAsyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from PySide6.QtAsyncio import QAsyncioEventLoop
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication([])

    def new_event_loop():
        return QAsyncioEventLoop(application)


async def body():
    return "done"


def factory(loop, coro):
    return asyncio.Task(coro, loop=loop)


loop = new_event_loop()
loop.set_task_factory(factory)
coroutine = body()
try:
    print(loop.run_until_complete(loop.create_task(coroutine)))
except TypeError as error:
    coroutine.close()
    print("TypeError:", error)
