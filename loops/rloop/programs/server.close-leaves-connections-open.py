"""server.close-leaves-connections-open: an echo after close()

asyncio prints:
    the client receives b'echo'
    connection_lost(): None

rloop:new_event_loop prints:
    connection_lost(): None
    the client receives TimeoutError

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        connected.set_result(None)

    def data_received(self, data):
        self.transport.write(data)

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
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await connected
    server.close()
    client.send(b"echo")
    print("the client receives", await loop.run_in_executor(None, receive, client))
    client.close()
    await asyncio.sleep(0.1)


new_event_loop().run_until_complete(main())
