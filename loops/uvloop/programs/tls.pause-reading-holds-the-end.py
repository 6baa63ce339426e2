"""tls.pause-reading-holds-the-end: 

asyncio prints:
    received: b'the last words'
    connection_lost() was called: True

uvloop:new_event_loop prints:
    connection_lost() was called: True

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        made.set_result(transport)

    def data_received(self, data):
        print("received:", data)

    def connection_lost(self, error):
        lost.set_result(error)


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


def connect(address):
    client = socket.create_connection(address, timeout=5)
    return anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(client)


async def main():
    global made, lost
    loop = asyncio.get_running_loop()
    made, lost = loop.create_future(), loop.create_future()
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(Protocol, "127.0.0.1", 0, ssl=context)
    client = await loop.run_in_executor(None, connect, server.sockets[0].getsockname())
    transport = await made
    transport.pause_reading()
    client.sendall(b"the last words")
    client.close()
    await asyncio.sleep(0.2)
    transport.resume_reading()
    await asyncio.wait([lost], timeout=1)
    print("connection_lost() was called:", lost.done())
    server.close()


new_event_loop().run_until_complete(main())
