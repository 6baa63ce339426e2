"""tls.extra-info-describes-the-encryption: of a client

asyncio prints:
    sslcontext a value
    ssl_object a value
    cipher a value

talyn:Loop prints:
    sslcontext a value
    ssl_object a value
    cipher nothing

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
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


def serve(listener):
    secure = anonymous(ssl.PROTOCOL_TLS_SERVER).wrap_socket(listener.accept()[0], server_side=True)
    secure.settimeout(1)
    try:
        secure.recv(100)
    except OSError:
        pass


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=[listener], daemon=True).start()
    transport, _ = await loop.create_connection(
        asyncio.Protocol,
        *listener.getsockname(),
        ssl=anonymous(ssl.PROTOCOL_TLS_CLIENT),
        server_hostname="",
    )
    for name in "sslcontext", "ssl_object", "cipher":
        value = transport.get_extra_info(name)
        print(name, "nothing" if value is None else "a value")
    transport.close()


new_event_loop().run_until_complete(main())
