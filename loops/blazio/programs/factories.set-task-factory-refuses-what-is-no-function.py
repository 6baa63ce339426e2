"""factories.set-task-factory-refuses-what-is-no-function: a number

asyncio prints:
    set_task_factory(5): task factory must be a callable or None

blazio:new_event_loop prints:
    set_task_factory(5): accepted

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop

loop = new_event_loop()
try:
    loop.set_task_factory(5)
    print("set_task_factory(5): accepted")
except TypeError as error:
    print("set_task_factory(5):", error)
