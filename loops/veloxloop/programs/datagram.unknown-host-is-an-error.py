"""datagram.unknown-host-is-an-error: a name that is too long to be known

asyncio prints:
    (nothing)

veloxloop:new_event_loop prints:
    ends with ValueError: Invalid local address: invalid socket address syntax

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def callback(*arguments):
    pass


loop = new_event_loop()
coroutine = loop.create_datagram_endpoint(callback, local_addr=("no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.no-such-name.example", 9))
try:
    loop.run_until_complete(coroutine)
except OSError:
    pass
