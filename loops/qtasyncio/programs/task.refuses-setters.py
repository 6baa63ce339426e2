"""task.refuses-setters: set_result() and set_exception()

asyncio prints:
    RuntimeError: Task does not support set_result operation
    RuntimeError: Task does not support set_exception operation

QtAsyncio prints:
    no RuntimeError: QtTaskApiMisuseError
    no RuntimeError: QtTaskApiMisuseError

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
task = loop.create_task(body())
for setter, value in ((task.set_result, 1), (task.set_exception, ValueError())):
    try:
        setter(value)
        print("accepted")
    except RuntimeError as error:
        print("RuntimeError:", error)
    except Exception as error:
        print("no RuntimeError:", type(error).__name__)
loop.run_until_complete(task)
