"""server.timeouts-need-ssl: sslHandshakeTimeout

asyncio prints:
    ssl_handshake_timeout ValueError
    ssl_shutdown_timeout ValueError

veloxloop:new_event_loop prints:
    ssl_handshake_timeout is accepted
    ssl_shutdown_timeout is accepted

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    for name in "ssl_handshake_timeout", "ssl_shutdown_timeout":
        try:
            server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, **{name: 1})
            server.close()
            print(name, "is accepted")
        except Exception as error:
            print(name, type(error).__name__)


new_event_loop().run_until_complete(main())
