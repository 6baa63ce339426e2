"""lifecycle.loops-are-separate: a callback of another loop

asyncio prints:
    the run has ended

quamash prints:
    a callback of the other loop
    the run has ended

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

one, two = new_event_loop(), new_event_loop()
two.call_soon(print, "a callback of the other loop")
one.call_later(0.05, one.stop)
one.run_forever()
print("the run has ended")
