"""task.refuses-other-values: a number

asyncio prints:
    RuntimeError

talyn:Loop prints:
    AttributeError

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


class Awaitable:
    def __await__(self):
        yield 5


async def work():
    await Awaitable()


try:
    new_event_loop().run_until_complete(work())
except Exception as error:
    print(type(error).__name__)
