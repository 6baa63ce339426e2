"""scheduling.callback-keeps-the-context-of-its-call: a later change by the caller

asyncio prints:
    variable.get("nothing"): of the call

rloop:new_event_loop prints:
    variable.get("nothing"): nothing

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def callback():
    variable.set("of the call")
    loop.call_soon(callback2)
    loop.call_soon_threadsafe(callback2)


def callback3():
    loop.call_soon(callback4)


calls_of_callback2 = 0


def callback2():
    global calls_of_callback2
    calls_of_callback2 += 1
    if calls_of_callback2 == 2:
        print('variable.get("nothing"):', variable.get("nothing"))


def callback4():
    loop.stop()


loop = new_event_loop()
variable = contextvars.ContextVar("request")
loop.call_soon(callback)
loop.call_later(0.005, callback3)
loop.run_forever()
