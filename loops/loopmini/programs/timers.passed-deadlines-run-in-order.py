"""timers.passed-deadlines-run-in-order: three deadlines in the past

asyncio prints:
    callback2
    callback

loopmini:new_event_loop prints:
    callback
    callback2

Run this file with Python for loopmini:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import loopmini

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else loopmini.new_event_loop


def callback():
    print("callback")


def callback2():
    print("callback2")


def callback3():
    loop.call_later(0.005, callback4)


def callback4():
    loop.call_later(0.005, callback5)


def callback5():
    loop.call_soon(callback6)


def callback6():
    loop.stop()


loop = new_event_loop()
loop.call_at(loop.time() - 0.01, callback)
loop.call_at(loop.time() - 0.03, callback2)
loop.call_later(0.005, callback3)
loop.run_forever()
