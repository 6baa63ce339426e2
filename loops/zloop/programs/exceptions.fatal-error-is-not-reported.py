"""exceptions.fatal-error-is-not-reported: a callback that raises SystemExit

asyncio prints:
    run_forever() raised SystemExit

zloop:new_event_loop prints:
    the handler received SystemExit()

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


def exits():
    raise SystemExit


loop = new_event_loop()
loop.set_exception_handler(lambda loop, context: print("the handler received", repr(context["exception"])))
loop.call_soon(exits)
loop.call_soon(loop.stop)
try:
    loop.run_forever()
except SystemExit:
    print("run_forever() raised SystemExit")
