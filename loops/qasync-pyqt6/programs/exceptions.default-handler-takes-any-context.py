"""exceptions.default-handler-takes-any-context: a context whose exception is None

asyncio prints:
    loop.default_exception_handler(): None

qasync-pyqt6 prints:
    loop.default_exception_handler(): AttributeError("'NoneType' object has no attribute '__traceback__'")

Run this file with Python for qasync-pyqt6, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from PyQt6.QtCore import QCoreApplication

    import qasync

    application = QCoreApplication([])

    def new_event_loop():
        return qasync.QEventLoop(application)

loop = new_event_loop()
try:
    print("loop.default_exception_handler():", loop.default_exception_handler({"message": "a message", "exception": None}))
except AttributeError as error:
    print("loop.default_exception_handler():", repr(error))
