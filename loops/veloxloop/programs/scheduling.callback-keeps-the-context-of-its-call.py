"""scheduling.callback-keeps-the-context-of-its-call: a later change by the caller

asyncio prints:
    the callback sees of the call

veloxloop:new_event_loop prints:
    the callback sees set afterwards

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

import contextvars

request = contextvars.ContextVar("request", default="nothing")
loop = new_event_loop()
request.set("of the call")
loop.call_soon(lambda: print("the callback sees", request.get()))
request.set("set afterwards")
loop.call_soon(loop.stop)
loop.run_forever()
