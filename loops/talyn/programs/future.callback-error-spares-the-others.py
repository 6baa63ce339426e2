"""future.callback-error-spares-the-others: the first of three throws

asyncio prints:
    handler True True
    when_done2 True

talyn:Loop prints:
    when_done2 True
    handler True False

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


error = Exception("meant by the check")


def handler(*arguments):
    print("handler", arguments[0] is loop, arguments[1].get("exception") is error)


def when_done(*arguments):
    raise error


def when_done2(*arguments):
    print("when_done2", arguments[0] is future)


def callback():
    future.set_result("value")


calls_of_callback2 = 0


def callback2():
    global calls_of_callback2
    calls_of_callback2 += 1
    if calls_of_callback2 <= 8:
        loop.call_soon(callback2)
    elif calls_of_callback2 == 9:
        loop.stop()


loop = new_event_loop()
loop.set_exception_handler(handler)
future = loop.create_future()
future.add_done_callback(when_done)
future.add_done_callback(when_done2)
loop.call_soon(callback)
loop.call_soon(callback2)
loop.run_forever()
