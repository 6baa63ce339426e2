"""scheduling.callbacks-of-callbacks-wait-for-the-next-iteration: a timer of five milliseconds beside one

asyncio prints:
    the timer of 5 ms ran in between

uringcore:UringEventLoop prints:
    200000 callbacks ran, and a timer of 5 ms did not

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


def again():
    global calls
    calls += 1
    if calls == 200_000:
        print("200000 callbacks ran, and a timer of 5 ms did not")
        loop.stop()
    elif calls < 200_000:
        loop.call_soon(again)


def ends():
    print("the timer of 5 ms ran in between")
    loop.stop()


calls = 0
loop = new_event_loop()
loop.call_later(0.005, ends)
loop.call_soon(again)
loop.run_forever()
