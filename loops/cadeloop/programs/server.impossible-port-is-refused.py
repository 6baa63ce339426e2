"""server.impossible-port-is-refused: too large, and negative

asyncio prints:
    loop.run_until_complete(coroutine): OverflowError

cadeloop:new_event_loop prints:
    loop.run_until_complete(coroutine): no error

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


def callback(*arguments):
    pass


loop = new_event_loop()
coroutine = loop.create_server(callback, "127.0.0.1", 70000)
try:
    loop.run_until_complete(coroutine)
except Exception as raised:
    print("loop.run_until_complete(coroutine):", type(raised).__name__)
else:
    print("loop.run_until_complete(coroutine):", "no error")
