"""task.first-step-comes-later: created inside a callback

asyncio prints:
    callback2
    body starts

asyncio-eager prints:
    body starts
    callback2

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


def callback():
    global task
    task = loop.create_task(body())


calls_of_callback2 = 0


def callback2():
    global calls_of_callback2
    calls_of_callback2 += 1
    if calls_of_callback2 == 1:
        print("callback2")
        loop.call_soon(callback2)
    elif 2 <= calls_of_callback2 <= 8:
        loop.call_soon(callback2)
    elif calls_of_callback2 == 9:
        loop.stop()


async def body():
    print("body starts")


loop = new_event_loop()
loop.call_soon(callback)
loop.call_soon(callback2)
loop.run_forever()
