"""lifecycle.closed-loop-refuses-runs: run_forever() of a closed loop

asyncio prints:
    RuntimeError('Event loop is closed')

quamash prints:
    AttributeError("'NoneType' object has no attribute 'exec_'")

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
try:
    loop.run_forever()
except Exception as error:
    print(repr(error))
