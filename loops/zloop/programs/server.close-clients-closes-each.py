"""server.close-clients-closes-each: beside a connection of another server

asyncio prints:
    connection_lost(): None
    the client receives b'hello'
    the client receives b''

zloop:new_event_loop prints:
    the client receives b'hello'
    the client receives TimeoutError
    connection_lost(): None

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"hello")
        connected.set_result(transport)

    def connection_lost(self, error):
        print("connection_lost():", error)


def receive(sock):
    sock.settimeout(1)
    try:
        return sock.recv(100)
    except OSError as error:
        return type(error).__name__


async def main():
    global connected
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await connected
    server.close_clients()
    for _ in range(2):
        print("the client receives", await loop.run_in_executor(None, receive, client))
    server.close()


new_event_loop().run_until_complete(main())
