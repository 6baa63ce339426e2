"""exceptions.fatal-error-is-not-reported: a callback that raises SystemExit

asyncio prints:
    loop.run_forever(): SystemExit(3)

qasync-pyqt6 prints:
    (nothing)
    and ends the process, with exit code 3

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


def leave():
    raise SystemExit(3)


loop = new_event_loop()
loop.call_soon(leave)
try:
    loop.run_forever()
except SystemExit as error:
    print("loop.run_forever():", repr(error))
