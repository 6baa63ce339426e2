"""exceptions.fatal-error-is-not-reported: a callback that raises SystemExit

asyncio prints:
    caught SystemExit 3

quamash prints:
    ends with exit code 3

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
    raise SystemExit(3)


loop = new_event_loop()
loop.call_soon(callback)
try:
    loop.run_forever()
except SystemExit as error:
    print("caught SystemExit", error.code)
