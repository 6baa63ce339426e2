"""lifecycle.is-running-during-a-run: just after stop()

asyncio prints:
    is_running() after stop(): True

quamash prints:
    is_running() after stop(): False

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


def callback():
    loop.stop()
    print("is_running() after stop():", loop.is_running())


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
