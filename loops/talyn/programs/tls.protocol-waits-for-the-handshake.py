"""tls.protocol-waits-for-the-handshake: a peer of a server that is in no hurry

asyncio prints:
    connection_made()
    data_received(): b'ping'

talyn:Loop prints:
    connection_made()

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys
import tempfile
import warnings

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop

warnings.simplefilter("ignore")

# For localhost, until 2099. Nothing about the key is secret.
CERTIFICATE = """
-----BEGIN CERTIFICATE-----
MIIB4jCCAYigAwIBAgIUBfu1bOnkowtPq+iCGqCuDFOgG44wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQbG9vcC1jb25mb3JtYW5jZTAgFw0wMDAxMDEwMDAwMDBaGA8y
MDk5MTIzMTAwMDAwMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAE+rfYsDJG3zVPUHeb5cEXUcVDn+WkVQXnrSAm+J/Ki/8Y
6lKGGvSCXh+Vf/mFG00LTcDqdJBqPrYZyr0NIPaP6qOBrjCBqzAMBgNVHRMBAf8E
AjAAMA4GA1UdDwEB/wQEAwIHgDAdBgNVHSUEFjAUBggrBgEFBQcDAQYIKwYBBQUH
AwIwHQYDVR0OBBYEFKjvHKSsmgKpUCjaNrFLeVXplWp0MB8GA1UdIwQYMBaAFOoa
v7ttfFH1hlqjzTMpMQBNQtLZMCwGA1UdEQQlMCOCCWxvY2FsaG9zdIcEfwAAAYcQ
AAAAAAAAAAAAAAAAAAAAATAKBggqhkjOPQQDAgNIADBFAiEAl9zCwy454YycnvYF
GgrOGQKueVzrFyjBZkFpxIEzCMoCICTySRdoDBzMYvymfmxL07OZNaI3Q1HXmlsQ
VfPxEz7i
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFYzT4agp5LA9zx7L
9uW6CW+hmoW+Bid9O36W/5KO/AahRANCAAT6t9iwMkbfNU9Qd5vlwRdRxUOf5aRV
BeetICb4n8qL/xjqUoYa9IJeH5V/+YUbTQtNwOp0kGo+thnKvQ0g9o/q
-----END PRIVATE KEY-----
"""


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        print("connection_made()")

    def data_received(self, data):
        print("data_received():", data)


def certified():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(CERTIFICATE)
        file.flush()
        context.load_cert_chain(file.name)
    return context


def ping(address):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    client = socket.create_connection(address, timeout=1)
    # The end of the handshake and the first bytes are sent at once.
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
    secure = context.wrap_socket(client)
    secure.send(b"ping")
    secure.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
    return secure


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Protocol, "127.0.0.1", 0, ssl=certified())
    client = await loop.run_in_executor(None, ping, server.sockets[0].getsockname())
    await asyncio.sleep(0.5)
    client.close()
    server.close()


new_event_loop().run_until_complete(main())
