"""exceptions.fatal-error-is-not-reported: a callback that raises SystemExit

asyncio prints:
    caught SystemExit 3

gbulb prints:
    ends with exit code 3

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


def callback():
    raise SystemExit(3)


loop = new_event_loop()
loop.call_soon(callback)
try:
    loop.run_forever()
except SystemExit as error:
    print("caught SystemExit", error.code)
