"""transports.connects-from-the-local-address: with a port

asyncio prints:
    the connection comes from the given port: True

veloxloop:new_event_loop prints:
    the connection comes from the given port: False

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

import socket


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_connection(
        asyncio.Protocol, *listener.getsockname(), local_addr=("127.0.0.1", port)
    )
    print("the connection comes from the given port:", transport.get_extra_info("sockname")[1] == port)


new_event_loop().run_until_complete(main())
