"""server.timeouts-need-ssl: sslHandshakeTimeout

asyncio prints:
    loop.run_until_complete(coroutine): ValueError

talyn:Loop prints:
    loop.run_until_complete(coroutine): no error

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


def callback(*arguments):
    pass


loop = new_event_loop()
coroutine = loop.create_server(callback, "127.0.0.1", 0, ssl_handshake_timeout=1)
try:
    loop.run_until_complete(coroutine)
except ValueError as raised:
    print("loop.run_until_complete(coroutine):", type(raised).__name__)
else:
    print("loop.run_until_complete(coroutine):", "no error")
