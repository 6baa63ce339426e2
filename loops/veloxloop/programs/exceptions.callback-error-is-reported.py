"""exceptions.callback-error-is-reported: a callback that raises

asyncio prints:
    the handler received the loop: True

veloxloop:new_event_loop prints:
    the handler received the loop: False

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

loop = new_event_loop()
loop.set_exception_handler(lambda loop, context: print("the handler received the loop:", loop is not None))
loop.call_soon(lambda: 1 / 0)
loop.call_later(0.01, loop.stop)
loop.run_forever()
