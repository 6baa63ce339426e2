"""factories.eager-factory-takes-another-class: a class that gets a context

asyncio prints:
    the class received a context: True

blazio:new_event_loop prints:
    the class received a context: False

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop

import contextvars


async def work():
    pass


def make(coroutine, *, context=None, **options):
    print("the class received a context:", context is not None)
    return asyncio.Task(coroutine, context=context, **options)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.create_eager_task_factory(make))
    await loop.create_task(work(), context=contextvars.copy_context())


new_event_loop().run_until_complete(main())
