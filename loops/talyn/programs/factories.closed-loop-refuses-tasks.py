"""factories.closed-loop-refuses-tasks: with a task factory

asyncio prints:
    create_task() of a closed loop: Event loop is closed

talyn:Loop prints:
    create_task() of a closed loop: accepted

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def work():
    pass


loop = new_event_loop()
loop.set_task_factory(lambda loop, coroutine, **options: loop.create_future())
loop.close()
coroutine = work()
try:
    loop.create_task(coroutine)
    print("create_task() of a closed loop: accepted")
except RuntimeError as error:
    print("create_task() of a closed loop:", error)
coroutine.close()
