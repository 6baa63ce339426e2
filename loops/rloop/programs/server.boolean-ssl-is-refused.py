"""server.boolean-ssl-is-refused: true

asyncio prints:
    (nothing)

rloop:new_event_loop prints:
    ends with NotImplementedError: 

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def callback(*arguments):
    pass


loop = new_event_loop()
coroutine = loop.create_server(callback, "127.0.0.1", 0, ssl=True)
try:
    loop.run_until_complete(coroutine)
except TypeError:
    pass
