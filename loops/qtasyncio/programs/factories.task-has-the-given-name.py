"""factories.task-has-the-given-name: an empty name

asyncio prints:
    ''

QtAsyncio prints:
    'QtTask'

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
task = loop.create_task(body(), name="")
print(repr(task.get_name()))
loop.run_until_complete(task)
