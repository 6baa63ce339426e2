"""task.eager-start-takes-the-first-step-at-once: three steps, created in a callback

asyncio prints:
    first step
    done

uvloop:new_event_loop prints:
    create_task(): TypeError

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


async def work():
    print("first step")


async def main():
    coroutine = work()
    try:
        task = asyncio.create_task(coroutine)
    except TypeError as raised:
        print("create_task():", type(raised).__name__)
        coroutine.close()
    else:
        await task
        print("done")


loop = new_event_loop()
task = loop.create_task(main())
loop.set_task_factory(asyncio.eager_task_factory)
loop.run_until_complete(task)
