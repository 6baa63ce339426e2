"""exceptions.broken-handler-is-contained: a handler that throws an error

asyncio prints:
    (nothing)

uringcore:UringEventLoop prints:
    ends with Exception: of the handler, expected in the log

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


error = Exception("of the handler, expected in the log")


def handler2(*arguments):
    raise error


loop = new_event_loop()
loop.set_exception_handler(handler2)
loop.call_exception_handler({"message": "of a library"})
