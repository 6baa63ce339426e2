"""exceptions.callback-error-is-reported: a callback that raises

asyncio prints:
    the exception handler is called with ValueError
    the run has ended

QtAsyncio prints:
    the run has ended

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


def callback():
    raise ValueError


loop = new_event_loop()
loop.set_exception_handler(handler)
loop.call_soon(callback)
loop.call_soon(loop.stop)
loop.run_forever()
print("the run has ended")
