"""exceptions.default-handler-takes-any-context: a message without a task

asyncio prints:
    no error

QtAsyncio prints:
    KeyError: 'task'

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
try:
    loop.default_exception_handler({"message": "something happened"})
    print("no error")
except KeyError as error:
    print("KeyError:", error)
