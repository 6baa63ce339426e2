"""server.no-host-is-every-address: null and an empty text

asyncio prints:
    None True
    '' True

veloxloop:new_event_loop prints:
    None False
    '' OSError('failed to lookup address information: Name or service not known')

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    for host in None, "":
        try:
            server = await loop.create_server(asyncio.Protocol, host, 0)
            print(repr(host), any(sock.getsockname()[0] == "0.0.0.0" for sock in server.sockets))
            server.close()
        except Exception as error:
            print(repr(host), repr(error))


new_event_loop().run_until_complete(main())
