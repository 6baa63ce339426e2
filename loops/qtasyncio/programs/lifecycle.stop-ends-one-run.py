"""lifecycle.stop-ends-one-run: a stopped run_until_complete(), then run_forever()

asyncio prints:
    Event loop stopped before Future completed.
    the second run has ended

QtAsyncio prints:
    the run was not stopped
    the second run has ended

Run this file with Python for QtAsyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from PySide6.QtAsyncio import QAsyncioEventLoop
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication([])

    def new_event_loop():
        return QAsyncioEventLoop(application)

loop = new_event_loop()
future = loop.create_future()
loop.call_soon(loop.stop)
loop.call_later(0.2, future.set_result, None)
try:
    loop.run_until_complete(future)
    print("the run was not stopped")
except RuntimeError as error:
    print(error)
loop.call_soon(loop.stop)
loop.run_forever()
print("the second run has ended")
