"""lifecycle.closed-loop-refuses-runs: a loop that could be run before

asyncio prints:
    loop.run_forever(): RuntimeError('Event loop is closed')

qasync-pyqt6 prints:
    loop.run_forever(): AttributeError("'NoneType' object has no attribute 'exec_'")

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
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
try:
    print("loop.run_forever():", loop.run_forever())
except Exception as error:
    print("loop.run_forever():", repr(error))
