"""server.wait-closed-waits-for-close: close() in a callback

asyncio prints:
    task.done(): False

rloop:new_event_loop prints:
    task.done(): True

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def callback(*arguments):
    pass


def callback2():
    loop.stop()


loop = new_event_loop()
coroutine = loop.create_server(callback, "127.0.0.1", 0)
server = loop.run_until_complete(coroutine)
coroutine2 = server.wait_closed()
task = loop.create_task(coroutine2)
loop.call_soon(callback2)
loop.run_forever()
print("task.done():", task.done())
