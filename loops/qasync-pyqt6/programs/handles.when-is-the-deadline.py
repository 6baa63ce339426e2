"""handles.when-is-the-deadline: a delay to come

asyncio prints:
    handle.when() - loop.time(): 60

qasync-pyqt6 prints:
    handle.when(): AttributeError("'Handle' object has no attribute 'when'")

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
handle = loop.call_later(60, print)
try:
    print("handle.when() - loop.time():", round(handle.when() - loop.time()))
except AttributeError as error:
    print("handle.when():", repr(error))
