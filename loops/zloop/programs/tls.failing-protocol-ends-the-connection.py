"""tls.failing-protocol-ends-the-connection: connectionMade() throws, and another connection is served

asyncio prints:
    reported: ValueError('this connection fails')

zloop:new_event_loop prints:
    reported: ValueError('this connection fails')
    reported: ValueError('this connection fails')

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys
import warnings

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop

warnings.simplefilter("ignore")


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        raise ValueError("this connection fails")


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
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *args: print("reported:", repr(args[-1].get("exception"))))
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(Protocol, "127.0.0.1", 0, ssl=context)
    try:
        await loop.run_in_executor(None, connect, server.sockets[0].getsockname())
    except OSError:
        pass
    await asyncio.sleep(0.1)
    server.close()


new_event_loop().run_until_complete(main())
