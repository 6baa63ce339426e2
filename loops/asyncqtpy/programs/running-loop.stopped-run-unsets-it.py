"""running-loop.stopped-run-unsets-it: after a callback has stopped the run

asyncio prints:
    asyncio.get_running_loop(): RuntimeError

asyncqtpy prints:
    asyncio.get_running_loop(): no error

Run this file with Python for asyncqtpy, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from qtpy.QtCore import QCoreApplication

    import asyncqtpy

    application = QCoreApplication([])

    def new_event_loop():
        return asyncqtpy.QEventLoop(application)


loop = new_event_loop()
loop.call_soon(loop.stop)
loop.run_forever()
try:
    asyncio.get_running_loop()
except RuntimeError as raised:
    print("asyncio.get_running_loop():", type(raised).__name__)
else:
    print("asyncio.get_running_loop():", "no error")
