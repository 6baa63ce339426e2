"""task.cancelled-error-cancels: a task that raises CancelledError

asyncio prints:
    cancelled: True

QtAsyncio prints:
    the exception handler is called with CancelledError
    cancelled: True

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


def handler(*arguments):
    print("the exception handler is called with", type(arguments[-1]["exception"]).__name__)


async def body():
    raise asyncio.CancelledError


async def main():
    task = asyncio.ensure_future(body())
    await asyncio.wait([task])
    print("cancelled:", task.cancelled())


loop = new_event_loop()
loop.set_exception_handler(handler)
loop.run_until_complete(main())
