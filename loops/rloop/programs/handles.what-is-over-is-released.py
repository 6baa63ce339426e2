"""handles.what-is-over-is-released: a timer that was cancelled, of an hour

asyncio prints:
    the argument of the cancelled timer is released: True

rloop:new_event_loop prints:
    the argument of the cancelled timer is released: False

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import gc
import sys
import weakref

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


class Argument:
    pass


loop = new_event_loop()
argument = Argument()
watched = weakref.ref(argument)
loop.call_later(3600, print, argument).cancel()
del argument
loop.call_later(0.01, loop.stop)
loop.run_forever()
gc.collect()
print("the argument of the cancelled timer is released:", watched() is None)
