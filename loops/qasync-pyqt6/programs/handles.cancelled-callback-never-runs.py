"""handles.cancelled-callback-never-runs: a callback of call_soon_threadsafe(), cancelled before the run

asyncio prints:
    loop.call_soon_threadsafe(): Handle

qasync-pyqt6 prints:
    loop.call_soon_threadsafe(): NoneType
    callback

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
handle = loop.call_soon_threadsafe(print, "callback")
print("loop.call_soon_threadsafe():", type(handle).__name__)
if handle is not None:
    handle.cancel()
loop.call_later(0.1, loop.stop)
loop.run_forever()
