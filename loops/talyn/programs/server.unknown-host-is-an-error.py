"""server.unknown-host-is-an-error: a name that is too long to be known

asyncio prints:
    UnicodeEncodeError

talyn:Loop prints:
    RuntimeError

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        await loop.create_server(asyncio.Protocol, 300 * "x", 0)
    except Exception as error:
        print(type(error).__name__)


new_event_loop().run_until_complete(main())
