"""lifecycle.loops-are-separate: two loops with callbacks, one of which runs

asyncio prints:
    one has run
    callback of two

qasync-pyqt6 prints:
    callback of two
    one has run

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

one = new_event_loop()
two = new_event_loop()
two.call_soon(print, "callback of two")
one.call_later(0.05, one.stop)
one.run_forever()
print("one has run")
two.call_later(0.05, two.stop)
two.run_forever()
