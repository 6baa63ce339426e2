"""lifecycle.close-is-refused-while-running: close() in a callback

asyncio prints:
    Cannot close a running event loop
    the run has ended

gbulb prints:
    Cannot close a running event loop
    does not end

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


def callback():
    loop.call_soon(loop.stop)
    try:
        loop.close()
    except RuntimeError as error:
        print(error)


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
print("the run has ended")
