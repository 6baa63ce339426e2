"""server.wait-closed-waits-for-connections: an echo after close()

asyncio prints:
    connection_lost()
    wait_closed() is done

zloop:new_event_loop prints:
    wait_closed() is done
    connection_lost()

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def connection_lost(self, error):
        print("connection_lost()")


async def main():
    global connected
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    transport = await connected
    server.close()
    loop.call_later(0.1, transport.close)
    await server.wait_closed()
    print("wait_closed() is done")
    await asyncio.sleep(0.3)
    client.close()


new_event_loop().run_until_complete(main())
