"""lifecycle.closed-loop-refuses-work: call_soon() after close()

asyncio prints:
    loop.call_soon(): RuntimeError('Event loop is closed')

qasync-pyqt6 prints:
    loop.call_soon(): Handle

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
loop.close()
try:
    print("loop.call_soon():", type(loop.call_soon(print)).__name__)
except RuntimeError as error:
    print("loop.call_soon():", repr(error))
