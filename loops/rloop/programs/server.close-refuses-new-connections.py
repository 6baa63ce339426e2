"""server.close-refuses-new-connections: a peer that connects before the loop runs again

asyncio prints:
    ConnectionRefusedError
    ConnectionRefusedError

rloop:new_event_loop prints:
    connected
    connected

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    await asyncio.sleep(0.05)
    server.close()
    for _ in range(2):
        try:
            socket.create_connection(address).close()
            print("connected")
        except OSError as error:
            print(type(error).__name__)
        await asyncio.sleep(0.1)


new_event_loop().run_until_complete(main())
