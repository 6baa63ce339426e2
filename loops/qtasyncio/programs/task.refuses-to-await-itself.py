"""task.refuses-to-await-itself: in its first step

asyncio prints:
    Task cannot await on itself
    done: True

QtAsyncio prints:
    done: False

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
    try:
        await task
    except RuntimeError as error:
        print(str(error).split(":")[0])


loop = new_event_loop()
task = loop.create_task(body())
loop.call_later(0.1, loop.stop)
loop.run_forever()
print("done:", task.done())
