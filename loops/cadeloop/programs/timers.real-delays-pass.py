"""timers.real-delays-pass: scheduled after the loop has been blocked

asyncio prints:
    0.02 s have passed: True

cadeloop:new_event_loop prints:
    0.02 s have passed: False

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys
import time

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


def blocks():
    global begin
    time.sleep(0.05)
    begin = time.monotonic()
    loop.call_later(0.02, ends)


def ends():
    print("0.02 s have passed:", time.monotonic() - begin > 0.019)
    loop.stop()


loop = new_event_loop()
loop.call_soon(blocks)
loop.run_forever()
