"""factories.default-names-differ: tasks of two loops

asyncio prints:
    task.get_name(): Task-1

asyncio-eager prints:
    task.get_name(): None

Run this file with Python for asyncio-eager, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    def new_event_loop():
        loop = asyncio.new_event_loop()
        loop.set_task_factory(asyncio.eager_task_factory)
        return loop


async def body():
    pass


loop = new_event_loop()
task = loop.create_task(body())
print("task.get_name():", task.get_name())
