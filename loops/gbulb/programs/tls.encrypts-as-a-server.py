"""tls.encrypts-as-a-server: a client that reads nothing

asyncio prints:
    write() returns
    the loop goes on

gbulb prints:
    does not end

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import ssl
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        # The client reads nothing.
        transport.write(bytes(32 << 20))
        print("write() returns")


def connect(address):
    client = socket.create_connection(address, timeout=1)
    return anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(client)


async def main():
    loop = asyncio.get_running_loop()
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(Protocol, "127.0.0.1", 0, ssl=context)
    client = await loop.run_in_executor(None, connect, server.sockets[0].getsockname())
    await asyncio.sleep(0.5)
    print("the loop goes on")
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
