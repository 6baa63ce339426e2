"""handles.cancelled-callback-never-runs: call_soon_threadsafe()

asyncio prints:
    a handle: True

quamash prints:
    a handle: False
    the callback

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
handle = loop.call_soon_threadsafe(print, "the callback")
print("a handle:", handle is not None)
if handle is not None:
    handle.cancel()
loop.call_later(0.05, loop.stop)
loop.run_forever()
