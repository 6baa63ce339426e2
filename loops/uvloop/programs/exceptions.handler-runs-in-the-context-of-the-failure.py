"""exceptions.handler-runs-in-the-context-of-the-failure: a task that a report names

asyncio prints:
    variable.get("nothing"): of the failure

uvloop:new_event_loop prints:
    variable.get("nothing"): nothing

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


def callback():
    global thing
    thing = variable.set("of the failure")


def handler(*arguments):
    print('variable.get("nothing"):', variable.get("nothing"))


async def body():
    pass


def callback2():
    loop.call_exception_handler({"message": "of a library", "task": task})


def callback3():
    loop.stop()


loop = new_event_loop()
variable = contextvars.ContextVar("request")
context = contextvars.copy_context()
context.run(callback)
loop.set_exception_handler(handler)
task = loop.create_task(body(), context=context)
loop.call_soon(callback2)
loop.call_soon(callback3)
loop.run_forever()
