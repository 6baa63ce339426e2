"""lifecycle.same-loop-does-not-nest: run_forever() in a callback of the loop

asyncio prints:
    This event loop is already running
    the outer run has ended

quamash prints:
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


def nested():
    try:
        loop.run_forever()
    except RuntimeError as error:
        print(error)
    loop.stop()


loop = new_event_loop()
loop.call_soon(nested)
loop.run_forever()
print("the outer run has ended")
