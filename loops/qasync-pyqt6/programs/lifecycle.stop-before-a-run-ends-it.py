"""lifecycle.stop-before-a-run-ends-it: stop() before any run of a loop

asyncio prints:
    callback
    loop.run_forever(): None

qasync-pyqt6 prints:
    callback
    and does not end

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
loop.stop()
loop.call_soon(print, "callback")
print("loop.run_forever():", loop.run_forever())
