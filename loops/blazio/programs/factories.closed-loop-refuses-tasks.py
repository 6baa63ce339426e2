"""factories.closed-loop-refuses-tasks: with a task factory

asyncio prints:
    create_task() of a closed loop: Event loop is closed

blazio:new_event_loop prints:
    create_task() of a closed loop: accepted

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


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
