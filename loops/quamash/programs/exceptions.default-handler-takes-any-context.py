"""exceptions.default-handler-takes-any-context: None in place of an exception

asyncio prints:
    no error

quamash prints:
    'NoneType' object has no attribute '__traceback__'

Run this file with Python for quamash, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import quamash

    application = quamash.QApplication([])

    def new_event_loop():
        return quamash.QEventLoop(application)

loop = new_event_loop()
try:
    loop.default_exception_handler({"message": "something happened", "exception": None})
    print("no error")
except AttributeError as error:
    print(error)
