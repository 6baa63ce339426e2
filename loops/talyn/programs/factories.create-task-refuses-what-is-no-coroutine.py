"""factories.create-task-refuses-what-is-no-coroutine: a number, null, a plain object, a future, a function

asyncio prints:
    loop.create_task(future): TypeError

talyn:Loop prints:
    loop.create_task(future): no error

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


loop = new_event_loop()
future = loop.create_future()
try:
    loop.create_task(future)
except TypeError as raised:
    print("loop.create_task(future):", type(raised).__name__)
else:
    print("loop.create_task(future):", "no error")
