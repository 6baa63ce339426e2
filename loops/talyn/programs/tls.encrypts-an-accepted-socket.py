"""tls.encrypts-an-accepted-socket: a ping and its echo

asyncio prints:
    data_received b'ping'

talyn prints:
    connect_accepted_socket() raises SSLError

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys
import threading

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


def ping(address):
    sock = socket.create_connection(address)
    with anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(sock) as client:
        client.sendall(b"ping")
        client.recv(100)


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        print("data_received", data)
        self.transport.write(data)

    def connection_lost(self, error):
        self.transport = None


async def main():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=ping, args=[listener.getsockname()], daemon=True).start()
        accepted, _ = listener.accept()
    accepted.setblocking(False)
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    try:
        await loop.connect_accepted_socket(Echo, accepted, ssl=context)
        await asyncio.sleep(0.3)
    except Exception as error:
        print("connect_accepted_socket() raises", type(error).__name__)


new_event_loop().run_until_complete(main())
