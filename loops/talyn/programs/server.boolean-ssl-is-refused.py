"""server.boolean-ssl-is-refused: true

asyncio prints:
    TypeError

talyn:Loop prints:
    makes a server

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl=True)
        server.close()
        print("makes a server")
    except Exception as error:
        print(type(error).__name__)


new_event_loop().run_until_complete(main())
