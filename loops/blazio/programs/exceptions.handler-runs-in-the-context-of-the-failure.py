"""exceptions.handler-runs-in-the-context-of-the-failure: a callback with a context of its own

asyncio prints:
    variable.get("nothing"): of the failure

blazio:new_event_loop prints:
    variable.get("nothing"): nothing

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


error = Exception("of the callback")


def callback():
    global thing
    thing = variable.set("of the failure")


def handler(*arguments):
    print('variable.get("nothing"):', variable.get("nothing"))


def callback2():
    raise error


def callback3():
    loop.stop()


loop = new_event_loop()
variable = contextvars.ContextVar("request")
context = contextvars.copy_context()
context.run(callback)
loop.set_exception_handler(handler)
handle = loop.call_soon(callback2, context=context)
loop.call_soon(callback3)
loop.run_forever()
