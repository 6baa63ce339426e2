"""exceptions.get-handler-answers-what-was-set: two handlers and null

asyncio prints:
    (nothing)

talyn:Loop prints:
    ends with NotImplementedError: 

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


loop = new_event_loop()
loop.get_exception_handler()
