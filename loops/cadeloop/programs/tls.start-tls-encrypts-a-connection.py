"""tls.start-tls-encrypts-a-connection: as a server, after a line in plain text

asyncio prints:
    data_received(): b'STARTTLS'
    start_tls() is done

cadeloop:new_event_loop prints:
    data_received(): b'STARTTLS'
    data_received(): b'\x16\x03\x01\x00\x89\x01\x00\x00'
    the client: SSLEOFError
    start_tls(): TimeoutError

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys
import time
import warnings

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop

warnings.simplefilter("ignore")


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def data_received(self, data):
        print("data_received():", data[:8])
        received.set_result(None)


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


def encrypt(client):
    client.settimeout(2)
    try:
        return anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(client)
    except OSError as error:
        print("the client:", type(error).__name__)


async def main():
    global connected, received
    loop = asyncio.get_running_loop()
    connected, received = loop.create_future(), loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    transport = await connected
    client.send(b"STARTTLS")
    await received
    handshake = loop.run_in_executor(None, encrypt, client)
    time.sleep(0.2)
    try:
        context = anonymous(ssl.PROTOCOL_TLS_SERVER)
        start = loop.start_tls(transport, transport.get_protocol(), context, server_side=True)
        secure = await asyncio.wait_for(start, 1)
        print("start_tls() is done")
    except Exception as error:
        print("start_tls():", type(error).__name__)
    await handshake
    server.close()


new_event_loop().run_until_complete(main())
