"""tls.encrypts-as-a-client: a ping and its echo

asyncio prints:
    the peer receives a handshake

veloxloop:new_event_loop prints:
    the peer receives b'secret'

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def receive(sock):
    sock.settimeout(1)
    try:
        data = sock.recv(100)
        return "a handshake" if data.startswith(b"\x16\x03") else data
    except OSError as error:
        return type(error).__name__


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))

    async def client():
        transport, _ = await loop.create_connection(
            asyncio.Protocol,
            *listener.getsockname(),
            ssl=ssl.create_default_context(),
            server_hostname="example.org",
        )
        transport.write(b"secret")

    task = loop.create_task(client())
    await asyncio.sleep(0.1)
    peer, _ = listener.accept()
    print("the peer receives", await loop.run_in_executor(None, receive, peer))
    peer.close()
    await asyncio.wait([task])
    task.exception()


new_event_loop().run_until_complete(main())
