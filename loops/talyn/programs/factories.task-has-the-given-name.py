"""factories.task-has-the-given-name: a string, an empty string, a number, and a new name

asyncio prints:
    (nothing)

talyn:Loop prints:
    ends with TypeError: name must be a string

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def body():
    pass


loop = new_event_loop()
task = loop.create_task(body(), name=5)
