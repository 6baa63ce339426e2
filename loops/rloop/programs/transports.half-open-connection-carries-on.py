"""transports.half-open-connection-carries-on: the peer ends its stream first

asyncio prints:
    b'response'
    b''

rloop:new_event_loop prints:
    b'response'
    TimeoutError

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


class Protocol(asyncio.Protocol):
    def eof_received(self):
        ended.set_result(None)
        return True


def receive(sock):
    sock.settimeout(1)
    try:
        return sock.recv(100)
    except OSError as error:
        return type(error).__name__


async def main():
    global ended
    loop = asyncio.get_running_loop()
    ended = loop.create_future()
    listener = socket.create_server(("127.0.0.1", 0))
    transport, _ = await loop.create_connection(Protocol, *listener.getsockname())
    peer, _ = listener.accept()
    peer.shutdown(socket.SHUT_WR)
    await ended
    transport.write(b"response")
    transport.close()
    for _ in range(2):
        print(await loop.run_in_executor(None, receive, peer))


new_event_loop().run_until_complete(main())
