"""runner.run-is-refused-inside-a-run: in a callback

asyncio prints:
    asyncio.run(body(), loop_factory=callback2): RuntimeError
    callback3

anest-asyncio prints:
    callback3

Run this file with Python for anest-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import nest_asyncio


    def new_event_loop():
        loop = asyncio.new_event_loop()
        nest_asyncio.apply(loop)
        return loop


def callback():
    try:
        asyncio.run(body(), loop_factory=callback2)
    except RuntimeError as raised:
        print("asyncio.run(body(), loop_factory=callback2):", type(raised).__name__)
    else:
        print("asyncio.run(body(), loop_factory=callback2):", "no error")


calls_of_callback3 = 0


def callback3():
    global calls_of_callback3
    calls_of_callback3 += 1
    if calls_of_callback3 == 1:
        print("callback3")
        loop.call_soon(callback3)
    elif 2 <= calls_of_callback3 <= 8:
        loop.call_soon(callback3)
    elif calls_of_callback3 == 9:
        loop.stop()


async def body():
    pass


def callback2(*arguments):
    pass


loop = new_event_loop()
loop.call_soon(callback)
loop.call_soon(callback3)
loop.run_forever()
