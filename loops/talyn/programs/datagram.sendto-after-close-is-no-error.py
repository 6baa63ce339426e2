"""datagram.sendto-after-close-is-no-error: sendto() right after close(), and after abort()

asyncio prints:
    nothing happens
    nothing happens

talyn:Loop prints:
    RuntimeError('Transport is closed')
    RuntimeError('Transport is closed')

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    loop = asyncio.get_running_loop()
    for method in "close", "abort":
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
        )
        getattr(transport, method)()
        try:
            transport.sendto(b"late", ("127.0.0.1", 9))
            print("nothing happens")
        except Exception as error:
            print(repr(error))


new_event_loop().run_until_complete(main())
