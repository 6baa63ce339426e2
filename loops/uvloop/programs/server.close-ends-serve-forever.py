"""server.close-ends-serve-forever: close() in a callback

asyncio prints:
    (nothing)

uvloop:new_event_loop prints:
    does not end

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


def callback(*arguments):
    pass


def callback2():
    server.close()


loop = new_event_loop()
coroutine = loop.create_server(callback, "127.0.0.1", 0)
server = loop.run_until_complete(coroutine)
coroutine2 = server.serve_forever()
task = loop.create_task(coroutine2)
loop.call_soon(callback2)
try:
    loop.run_until_complete(task)
except asyncio.CancelledError:
    pass
