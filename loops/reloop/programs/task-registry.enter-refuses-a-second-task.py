"""task-registry.enter-refuses-a-second-task: entered within another one

asyncio prints:
    RuntimeError

reloop prints:
    a second task was entered

Run this file with Python for reloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import reloop

    reloop.apply()
    new_event_loop = asyncio.new_event_loop


async def work():
    pass


loop = new_event_loop()
first, second = loop.create_task(work()), loop.create_task(work())
asyncio.tasks._enter_task(loop, first)
try:
    asyncio.tasks._enter_task(loop, second)
    print("a second task was entered")
    asyncio.tasks._leave_task(loop, second)
except RuntimeError:
    print("RuntimeError")
asyncio.tasks._leave_task(loop, first)
loop.run_until_complete(asyncio.wait([first, second]))
