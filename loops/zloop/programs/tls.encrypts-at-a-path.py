"""tls.encrypts-at-a-path: a client

asyncio prints:
    data_received b'welcome'

zloop prints:
    create_unix_connection() raises NotImplementedError

Run this file with Python for zloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import ssl
import sys
import tempfile
import threading

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


def greet(listener):
    accepted, _ = listener.accept()
    with anonymous(ssl.PROTOCOL_TLS_SERVER).wrap_socket(accepted, server_side=True) as peer:
        peer.sendall(b"welcome")
        peer.recv(100)


class Protocol(asyncio.Protocol):
    def data_received(self, data):
        print("data_received", data)


async def main():
    loop = asyncio.get_running_loop()
    path = os.path.join(tempfile.mkdtemp(), "socket")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    threading.Thread(target=greet, args=[listener], daemon=True).start()
    context = anonymous(ssl.PROTOCOL_TLS_CLIENT)
    try:
        await loop.create_unix_connection(Protocol, path, ssl=context, server_hostname="localhost")
        await asyncio.sleep(0.3)
    except Exception as error:
        print("create_unix_connection() raises", type(error).__name__)


new_event_loop().run_until_complete(main())
