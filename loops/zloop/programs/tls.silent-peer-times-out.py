"""tls.silent-peer-times-out: a client that sends nothing

asyncio prints:
    the server ends the connection: b''

zloop prints:
    the client is still connected

Run this file with Python for zloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import ssl
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(
        asyncio.Protocol, "127.0.0.1", 0, ssl=context, ssl_handshake_timeout=0.1
    )
    # This client sends nothing.
    client = socket.create_connection(server.sockets[0].getsockname())
    client.setblocking(False)
    await asyncio.sleep(0.5)
    try:
        print("the server ends the connection:", client.recv(100))
    except BlockingIOError:
        print("the client is still connected")
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
