"""scheduling.given-context-is-used-as-it-is: call_soon_threadsafe() with a context

asyncio prints:
    variable.get(): set in the context

qasync-pyqt6 prints:
    variable.get(): not set

Run this file with Python for qasync-pyqt6, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from PyQt6.QtCore import QCoreApplication

    import qasync

    application = QCoreApplication([])

    def new_event_loop():
        return qasync.QEventLoop(application)

variable = contextvars.ContextVar("variable", default="not set")
context = contextvars.copy_context()
context.run(variable.set, "set in the context")
loop = new_event_loop()
loop.call_soon_threadsafe(lambda: print("variable.get():", variable.get()), context=context)
loop.call_later(0.1, loop.stop)
loop.run_forever()
