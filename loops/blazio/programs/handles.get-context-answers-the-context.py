"""handles.get-context-answers-the-context: a context that was given

asyncio prints:
    (nothing)

blazio:new_event_loop prints:
    ends with AttributeError: '_blazio.Handle' object has no attribute 'get_context'

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def callback():
    pass


loop = new_event_loop()
context = contextvars.copy_context()
handle = loop.call_soon(callback, context=context)
handle.get_context()
