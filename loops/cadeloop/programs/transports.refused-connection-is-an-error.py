"""transports.refused-connection-is-an-error: nobody listens at the port

asyncio prints:
    raises ConnectionRefusedError
    errno is ECONNREFUSED: True

cadeloop:new_event_loop prints:
    raises ConnectionRefusedError
    errno is ECONNREFUSED: False

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import errno
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        # Nobody listens at the port 1.
        await loop.create_connection(asyncio.Protocol, "127.0.0.1", 1)
    except OSError as error:
        print("raises", type(error).__name__)
        print("errno is ECONNREFUSED:", error.errno == errno.ECONNREFUSED)


new_event_loop().run_until_complete(main())
