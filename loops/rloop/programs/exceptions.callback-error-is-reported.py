"""exceptions.callback-error-is-reported: a callback that throws

asyncio prints:
    handler True True True
    loop.run_forever(): None

rloop:new_event_loop prints:
    loop.run_forever(): None

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


error = Exception("of the callback")


def handler(*arguments):
    print("handler", arguments[0] is loop, arguments[1].get("exception") is error, arguments[1].get("handle") is handle)


def callback():
    loop.stop()
    raise error


loop = new_event_loop()
loop.set_exception_handler(handler)
handle = loop.call_soon(callback)
print("loop.run_forever():", loop.run_forever())
