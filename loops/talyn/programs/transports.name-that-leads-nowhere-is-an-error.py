"""transports.name-that-leads-nowhere-is-an-error: one that is too long to be known

asyncio prints:
    (nothing)

talyn:Loop prints:
    ends with RuntimeError: InvalidHostname

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


def callback(*arguments):
    pass


loop = new_event_loop()
coroutine = loop.create_connection(callback, "no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.example", 1)
try:
    loop.run_until_complete(coroutine)
except OSError:
    pass
