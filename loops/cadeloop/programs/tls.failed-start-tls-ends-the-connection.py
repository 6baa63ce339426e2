"""tls.failed-start-tls-ends-the-connection: the peer goes on in plain text

asyncio prints:
    start_tls() raises SSLError

cadeloop:new_event_loop prints:
    reported: AttributeError("'cadeloop._core.Transport' object has no attribute '_force_close'")
    start_tls() returns None

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)


def handler(loop, context):
    print("reported:", repr(context.get("exception")))


async def main():
    global connected
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    connected = loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    transport = await connected
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    start = loop.start_tls(transport, transport.get_protocol(), context, server_side=True)
    task = loop.create_task(start)
    await asyncio.sleep(0.1)
    client.send(b"this is not a handshake\r\n")
    try:
        print("start_tls() returns", await asyncio.wait_for(task, 1))
    except Exception as error:
        print("start_tls() raises", type(error).__name__)
    client.close()


new_event_loop().run_until_complete(main())
