"""scheduling.debug-refuses-what-cannot-be-called: call_soon() of a number in debug mode

asyncio prints:
    a callable object was expected by call_soon(), got 42

gbulb prints:
    accepted

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

loop = new_event_loop()
loop.set_debug(True)
try:
    loop.call_soon(42)
    print("accepted")
except TypeError as error:
    print(error)
