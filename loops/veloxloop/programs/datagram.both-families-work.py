"""datagram.both-families-work: an endpoint at ::1

asyncio prints:
    ::1

veloxloop:new_event_loop prints:
    ValueError('Invalid local address: invalid socket address syntax')

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=("::1", 0)
        )
        print(transport.get_extra_info("sockname")[0])
        transport.close()
    except Exception as error:
        print(repr(error))


new_event_loop().run_until_complete(main())
