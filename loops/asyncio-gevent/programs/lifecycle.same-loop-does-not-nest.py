"""lifecycle.same-loop-does-not-nest: both ways to run, in a callback

asyncio prints:
    loop.run_forever(): RuntimeError

asyncio-gevent prints:
    loop.run_forever(): no error

Run this file with Python for asyncio-gevent, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import gevent.monkey

    gevent.monkey.patch_all()

    import asyncio_gevent


    def new_event_loop():
        return asyncio_gevent.EventLoop()


def callback():
    try:
        loop.run_forever()
    except RuntimeError as raised:
        print("loop.run_forever():", type(raised).__name__)
    else:
        print("loop.run_forever():", "no error")
    loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
