"""handles.when-is-the-deadline: a delay of a minute

asyncio prints:
    due in a minute: True

quamash prints:
    'Handle' object has no attribute 'when'

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
handle = loop.call_later(60, print)
try:
    print("due in a minute:", 50 < handle.when() - loop.time() <= 60)
except AttributeError as error:
    print(error)
