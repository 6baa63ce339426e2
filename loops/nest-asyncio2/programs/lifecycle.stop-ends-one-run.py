"""lifecycle.stop-ends-one-run: runUntilComplete() is stopped early, then runForever()

asyncio prints:
    callback2
    loop.run_forever(): None

nest-asyncio2 prints:
    loop.run_forever(): None

Run this file with Python for nest-asyncio2, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import nest_asyncio2


    def new_event_loop():
        loop = asyncio.new_event_loop()
        nest_asyncio2.apply(loop)
        return loop


def callback():
    loop.stop()


calls_of_callback2 = 0


def callback2():
    global calls_of_callback2
    calls_of_callback2 += 1
    if calls_of_callback2 == 1:
        loop.call_soon(callback2)
    elif calls_of_callback2 == 2:
        print("callback2")
        loop.call_soon(callback2)
    elif 3 <= calls_of_callback2 <= 5:
        loop.call_soon(callback2)
    elif calls_of_callback2 == 6:
        loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
future = loop.create_future()
try:
    loop.run_until_complete(future)
except RuntimeError:
    pass
loop.call_soon(callback2)
print("loop.run_forever():", loop.run_forever())
