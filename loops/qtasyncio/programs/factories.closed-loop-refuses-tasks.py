"""factories.closed-loop-refuses-tasks: without a task factory

asyncio prints:
    Event loop is closed

QtAsyncio prints:
    accepted

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
    pass


loop = new_event_loop()
loop.close()
coroutine = body()
try:
    loop.create_task(coroutine)
    print("accepted")
except RuntimeError as error:
    print(error)
coroutine.close()
