"""exceptions.report-says-what-failed: a callback that throws

asyncio prints:
    handler True True True

talyn:Loop prints:
    handler True True False

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


error = Exception("of the callback")


def handler(*arguments):
    print("handler", arguments[0] is loop, arguments[1].get("exception") is error, arguments[1].get("handle") is handle)


def callback():
    loop.stop()
    raise error


loop = new_event_loop()
loop.set_exception_handler(handler)
handle = loop.call_soon(callback)
loop.run_forever()
