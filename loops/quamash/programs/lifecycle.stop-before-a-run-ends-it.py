"""lifecycle.stop-before-a-run-ends-it: stop() before a run, with one callback ready

asyncio prints:
    the callback
    the run has ended

quamash prints:
    the callback
    does not end

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
loop.stop()
loop.call_soon(print, "the callback")
loop.run_forever()
print("the run has ended")
