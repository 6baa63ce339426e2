"""transports.all-errors-come-together: nobody listens at the port

asyncio prints:
    ExceptionGroup

zloop prints:
    ConnectionRefusedError

Run this file with Python for zloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        # Nobody listens at the port 1.
        await loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, all_errors=True)
    except Exception as error:
        print(type(error).__name__)


new_event_loop().run_until_complete(main())
