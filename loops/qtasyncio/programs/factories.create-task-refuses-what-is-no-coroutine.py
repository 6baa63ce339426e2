"""factories.create-task-refuses-what-is-no-coroutine: a number, None, an object and a function

asyncio prints:
    TypeError
    TypeError
    TypeError
    TypeError

QtAsyncio prints:
    accepted
    accepted
    accepted
    accepted

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
for value in (42, None, object(), print):
    try:
        loop.create_task(value)
        print("accepted")
    except TypeError as error:
        print("TypeError")
