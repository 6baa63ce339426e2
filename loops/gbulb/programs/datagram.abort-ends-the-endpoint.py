"""datagram.abort-ends-the-endpoint: abort()

asyncio prints:
    is_closing() after abort(): True

gbulb prints:
    is_closing() after abort(): False

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def main():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, ("127.0.0.1", 0)
    )
    transport.abort()
    print("is_closing() after abort():", transport.is_closing())
    await asyncio.sleep(0)


new_event_loop().run_until_complete(main())
