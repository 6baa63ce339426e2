"""server.wait-closed-ends: three tasks that wait when it is closed

asyncio prints:
    (nothing)

veloxloop:new_event_loop prints:
    ends with TypeError: a coroutine was expected, got <veloxloop._veloxloop.CompletedFuture object at 0x7f860121d4b0>

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def callback(*arguments):
    pass


loop = new_event_loop()
coroutine = loop.create_server(callback, "127.0.0.1", 0)
server = loop.run_until_complete(coroutine)
coroutine2 = server.wait_closed()
task = loop.create_task(coroutine2)
