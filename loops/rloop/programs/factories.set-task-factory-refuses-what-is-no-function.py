"""factories.set-task-factory-refuses-what-is-no-function: a number, a string and an object

asyncio prints:
    loop.set_task_factory(5): TypeError

rloop:new_event_loop prints:
    loop.set_task_factory(5): no error

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


loop = new_event_loop()
try:
    loop.set_task_factory(5)
except TypeError as raised:
    print("loop.set_task_factory(5):", type(raised).__name__)
else:
    print("loop.set_task_factory(5):", "no error")
