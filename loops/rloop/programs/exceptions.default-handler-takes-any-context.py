"""exceptions.default-handler-takes-any-context: empty, strange and complete contexts

asyncio prints:
    loop.default_exception_handler({}): None
    callback2

rloop:new_event_loop prints:
    callback2

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def callback():
    print("loop.default_exception_handler({}):", loop.default_exception_handler({}))


calls_of_callback2 = 0


def callback2():
    global calls_of_callback2
    calls_of_callback2 += 1
    if calls_of_callback2 == 1:
        print("callback2")
        loop.call_soon(callback2)
    elif 2 <= calls_of_callback2 <= 8:
        loop.call_soon(callback2)
    elif calls_of_callback2 == 9:
        loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.call_soon(callback2)
loop.run_forever()
