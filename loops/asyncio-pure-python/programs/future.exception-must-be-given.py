"""future.exception-must-be-given: null and undefined, then an error

asyncio prints:
    TypeError: invalid exception object

asyncio-pure-python prints:
    set_exception(None) returned, and done() is True

Run this file with Python 3.8 or 3.9 for asyncio-pure-python, and with the argument asyncio for asyncio's own loop.
"""

import sys

if "asyncio" not in sys.argv:
    # asyncio then takes the Future that is written in Python.
    sys.modules["_asyncio"] = None

import asyncio

loop = asyncio.new_event_loop()
future = loop.create_future()
try:
    future.set_exception(None)
    print("set_exception(None) returned, and done() is", future.done())
except TypeError as error:
    print("TypeError:", error)
loop.close()
