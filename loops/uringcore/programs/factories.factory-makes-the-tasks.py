"""factories.factory-makes-the-tasks: one task

asyncio prints:
    the factory makes the task

uringcore:UringEventLoop prints:
    set_task_factory() raises NotImplementedError

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


async def work():
    pass


def factory(loop, coroutine, **options):
    print("the factory makes the task")
    return asyncio.Task(coroutine, loop=loop, **options)


loop = new_event_loop()
try:
    loop.set_task_factory(factory)
except NotImplementedError:
    print("set_task_factory() raises NotImplementedError")
loop.run_until_complete(work())
