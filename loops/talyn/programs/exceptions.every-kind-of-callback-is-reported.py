"""exceptions.every-kind-of-callback-is-reported: a done callback

asyncio prints:
    handler True True

talyn:Loop prints:
    handler True False

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


error = Exception("of a done callback")


def handler(*arguments):
    print("handler", arguments[0] is loop, arguments[1].get("exception") is error)


def when_done(*arguments):
    raise error


def callback():
    future.set_result(None)


def callback2():
    loop.call_soon(callback3)


def callback3():
    loop.stop()


loop = new_event_loop()
loop.set_exception_handler(handler)
future = loop.create_future()
future.add_done_callback(when_done)
loop.call_soon(callback)
loop.call_later(0.01, callback2)
loop.run_forever()
