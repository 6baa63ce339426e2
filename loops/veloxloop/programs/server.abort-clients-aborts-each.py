"""server.abort-clients-aborts-each: a peer that takes nothing

asyncio prints:
    connection_lost(): None

veloxloop:new_event_loop prints:
    AttributeError: 'veloxloop._veloxloop.TcpServer' object has no attribute 'abort_clients'
    connection_lost(): None

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def connection_lost(self, error):
        print("connection_lost():", error)


async def main():
    global connected
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await connected
    server.close()
    try:
        server.abort_clients()
    except AttributeError as error:
        print("AttributeError:", error)
    await asyncio.sleep(0.1)
    client.close()


new_event_loop().run_until_complete(main())
