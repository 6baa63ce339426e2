"""factories.factory-makes-the-tasks: one task

asyncio prints:
    the factory makes the task

veloxloop:new_event_loop prints:
    (nothing)

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def work():
    pass


def factory(loop, coroutine, **options):
    print("the factory makes the task")
    return asyncio.Task(coroutine, loop=loop, **options)


async def main():
    await asyncio.get_running_loop().create_task(work())


loop = new_event_loop()
task = loop.create_task(main())
loop.set_task_factory(factory)
loop.run_until_complete(task)
