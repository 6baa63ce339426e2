"""handles.cancel-is-always-legal: callSoon(): cancelled by its own callback

asyncio prints:
    (nothing)

zloop:new_event_loop prints:
    is ended by SIGSEGV

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


def callback():
    handle.cancel()


def callback2():
    loop.call_soon(callback3)


def callback3():
    loop.stop()


loop = new_event_loop()
handle = loop.call_soon(callback)
loop.call_later(0.005, callback2)
loop.run_forever()
