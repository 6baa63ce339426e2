"""exceptions.handler-must-be-a-function: a number

asyncio prints:
    loop.set_exception_handler(1): TypeError

uringcore:UringEventLoop prints:
    loop.set_exception_handler(1): no error

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


error = Exception("of the callback")


loop = new_event_loop()
try:
    loop.set_exception_handler(1)
except TypeError as raised:
    print("loop.set_exception_handler(1):", type(raised).__name__)
else:
    print("loop.set_exception_handler(1):", "no error")
