"""tls.encrypts-as-a-server: a ping and its echo

asyncio prints:
    the client receives nothing

veloxloop:new_event_loop prints:
    the client receives b'secret'

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def receive(sock):
    sock.settimeout(1)
    try:
        # A server with TLS waits for the client to begin.
        return sock.recv(100)
    except OSError as error:
        return "nothing"


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"secret")


async def main():
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(Protocol, "127.0.0.1", 0, ssl=context)
    client = socket.create_connection(server.sockets[0].getsockname())
    print("the client receives", await loop.run_in_executor(None, receive, client))
    client.close()
    server.close()


new_event_loop().run_until_complete(main())
