"""factories.context-passes-a-factory: a factory, a name and a context

asyncio prints:
    name: worker request: given

blazio:new_event_loop prints:
    name: Task-1 request: unset

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop

import contextvars

request = contextvars.ContextVar("request", default="unset")


async def work():
    print("name:", asyncio.current_task().get_name(), "request:", request.get())


def factory(loop, coroutine, context=None, **options):
    return asyncio.Task(coroutine, loop=loop, context=context, **options)


loop = new_event_loop()
loop.set_task_factory(factory)
context = contextvars.copy_context()
context.run(request.set, "given")
loop.run_until_complete(loop.create_task(work(), name="worker", context=context))
