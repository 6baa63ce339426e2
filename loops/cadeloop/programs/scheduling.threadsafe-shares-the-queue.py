"""scheduling.threadsafe-shares-the-queue: called in turns with callSoon() in a callback

asyncio prints:
    callback2
    callback3

cadeloop:new_event_loop prints:
    callback3
    callback2

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


def callback():
    loop.call_soon_threadsafe(callback2)
    loop.call_soon(callback3)


calls_of_callback4 = 0


def callback4():
    global calls_of_callback4
    calls_of_callback4 += 1
    if calls_of_callback4 <= 8:
        loop.call_soon(callback4)
    elif calls_of_callback4 == 9:
        loop.stop()


def callback2():
    print("callback2")


def callback3():
    print("callback3")


loop = new_event_loop()
loop.call_soon(callback)
loop.call_soon(callback4)
loop.run_forever()
