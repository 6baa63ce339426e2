"""tls.shutdown-times-out: a peer that takes nothing

asyncio prints:
    connection_lost(): TimeoutError
    the end

zloop:new_event_loop prints:
    the end

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import ssl
import sys
import warnings

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop

warnings.simplefilter("ignore")


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def connection_lost(self, error):
        print("connection_lost():", type(error).__name__)


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


def connect(address):
    client = socket.create_connection(address, timeout=1)
    return anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(client)


async def main():
    global connected
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(
        Protocol, "127.0.0.1", 0, ssl=context, ssl_shutdown_timeout=0.1
    )
    client = await loop.run_in_executor(None, connect, server.sockets[0].getsockname())
    transport = await connected
    # The client reads nothing.
    transport.write(bytes(32 << 20))
    transport.close()
    await asyncio.sleep(1)
    print("the end")
    # The client is still connected.
    os._exit(0)


new_event_loop().run_until_complete(main())
