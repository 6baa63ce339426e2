"""exceptions.fatal-error-of-the-handler-escapes: a handler that raises SystemExit

asyncio prints:
    run_forever() raised SystemExit

blazio:new_event_loop prints:
    run_forever() returned

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def broken(loop, context):
    raise SystemExit


loop = new_event_loop()
loop.set_exception_handler(broken)
loop.call_soon(lambda: 1 / 0)
loop.call_later(0.01, loop.stop)
try:
    loop.run_forever()
    print("run_forever() returned")
except SystemExit:
    print("run_forever() raised SystemExit")
