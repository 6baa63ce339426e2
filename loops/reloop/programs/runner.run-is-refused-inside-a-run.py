"""runner.run-is-refused-inside-a-run: in a step of a task

asyncio prints:
    RuntimeError: asyncio.run() cannot be called from a running event loop

reloop prints:
    asyncio.run() inside of a run returned a result

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


async def inner():
    return "a result"


async def outer():
    coroutine = inner()
    try:
        print("asyncio.run() inside of a run returned", asyncio.run(coroutine))
    except RuntimeError as error:
        coroutine.close()
        print("RuntimeError:", error)


new_event_loop().run_until_complete(outer())
