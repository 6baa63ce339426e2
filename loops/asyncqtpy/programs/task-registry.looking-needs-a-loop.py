"""task-registry.looking-needs-a-loop: outside of any run

asyncio prints:
    asyncio.all_tasks(): RuntimeError

asyncqtpy prints:
    asyncio.all_tasks(): no error

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
try:
    asyncio.all_tasks()
except RuntimeError as raised:
    print("asyncio.all_tasks():", type(raised).__name__)
else:
    print("asyncio.all_tasks():", "no error")
