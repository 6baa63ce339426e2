"""server.accepted-socket-gets-a-transport: an echo

asyncio prints:
    connection_made()

rloop:new_event_loop prints:
    NotImplementedError()

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        print("connection_made()")


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(listener.getsockname())
    accepted, _ = listener.accept()
    try:
        transport, _ = await loop.connect_accepted_socket(Protocol, accepted)
        transport.close()
    except (AttributeError, NotImplementedError) as error:
        print(repr(error))
    client.close()


new_event_loop().run_until_complete(main())
