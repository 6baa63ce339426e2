"""tls.encrypts-at-a-path: a ping that comes with the end of the handshake

asyncio prints:
    connection_made()
    data_received(): b'ping'

talyn prints:
    connection_made()

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
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


def ping(path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(1)
    client.connect(path)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    secure = context.wrap_bio(incoming, outgoing)
    while True:
        try:
            secure.do_handshake()
            break
        except ssl.SSLWantReadError:
            client.sendall(outgoing.read())
            incoming.write(client.recv(65536))
    # The end of the handshake and the first bytes are sent at once.
    secure.write(b"ping")
    client.sendall(outgoing.read())
    return client


async def main():
    loop = asyncio.get_running_loop()
    path = os.path.join(tempfile.mkdtemp(), "socket")
    await loop.create_unix_server(Protocol, path, ssl=certified())
    client = await loop.run_in_executor(None, ping, path)
    await asyncio.sleep(0.5)
    client.close()
    await asyncio.sleep(0.1)


new_event_loop().run_until_complete(main())
