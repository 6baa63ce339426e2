"""runner.debug-is-passed-on: debug: true

asyncio prints:
    loop.get_debug(): True

blazio:new_event_loop prints:
    loop.get_debug(): False

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


async def body():
    print("loop.get_debug():", loop.get_debug())


def callback():
    return loop


loop = new_event_loop()
asyncio.run(body(), debug=True, loop_factory=callback)
