"""server.wait-closed-sees-the-last-connection-end: connectionLost() throws

asyncio prints:
    reported: ValueError('connection_lost() fails')
    wait_closed() is done

zloop:new_event_loop prints:
    wait_closed() is done

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        transport.close()

    def connection_lost(self, error):
        raise ValueError("connection_lost() fails")


def handler(loop, context):
    print("reported:", repr(context["exception"]))


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await asyncio.sleep(0.3)
    server.close()
    await server.wait_closed()
    print("wait_closed() is done")
    client.close()


new_event_loop().run_until_complete(main())
