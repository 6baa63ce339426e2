"""lifecycle.closed-loop-refuses-work: three ways to give it work

asyncio prints:
    Event loop is closed
    Event loop is closed
    Event loop is closed

quamash prints:
    accepted
    accepted
    accepted

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
loop.close()
for give in (loop.call_soon, loop.call_soon_threadsafe, lambda callback: loop.call_later(1, callback)):
    try:
        give(print)
        print("accepted")
    except RuntimeError as error:
        print(error)
