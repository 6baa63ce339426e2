"""exceptions.handler-must-be-a-function: a number

asyncio prints:
    loop.set_exception_handler(1): TypeError

blazio:new_event_loop prints:
    loop.set_exception_handler(1): no error

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


error = Exception("of the callback")


loop = new_event_loop()
try:
    loop.set_exception_handler(1)
except TypeError as raised:
    print("loop.set_exception_handler(1):", type(raised).__name__)
else:
    print("loop.set_exception_handler(1):", "no error")
