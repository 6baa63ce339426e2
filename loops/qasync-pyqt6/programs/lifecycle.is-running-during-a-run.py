"""lifecycle.is-running-during-a-run: just after stop()

asyncio prints:
    loop.is_running() after stop(): True

qasync-pyqt6 prints:
    loop.is_running() after stop(): False

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


def callback():
    loop.stop()
    print("loop.is_running() after stop():", loop.is_running())


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
