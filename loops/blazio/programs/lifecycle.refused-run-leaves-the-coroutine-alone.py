"""lifecycle.refused-run-leaves-the-coroutine-alone: a run inside a callback, and a run of a closed loop

asyncio prints:
    asyncio.all_tasks(loop): 0

blazio:new_event_loop prints:
    asyncio.all_tasks(loop): 1

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def callback():
    global coroutine
    coroutine = main()
    try:
        loop.run_until_complete(coroutine)
    except RuntimeError:
        pass
    value = asyncio.all_tasks(loop)
    print("asyncio.all_tasks(loop):", len(value))
    loop.stop()


async def main():
    pass


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
