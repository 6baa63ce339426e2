"""datagram.refused-sends-reach-error-received: a datagram that is too long, and one after it

asyncio prints:
    error_received(): OSError
    the peer gets b'the next one'

gbulb prints:
    reported: Fatal write error on pipe transport
    reported: Exception in callback ReadTransport._loop_reading(<Future cancelled>)
    connection_lost(): OSError
    the peer gets b'the next one'

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


class Protocol(asyncio.DatagramProtocol):
    def error_received(self, error):
        print("error_received():", type(error).__name__)

    def connection_lost(self, error):
        print("connection_lost():", type(error).__name__)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("reported:", context["message"]))
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.bind(("127.0.0.1", 0))
    peer.setblocking(False)
    transport, _ = await loop.create_datagram_endpoint(Protocol, ("127.0.0.1", 0))
    # A datagram of this size is too long.
    transport.sendto(bytes(70_000), peer.getsockname())
    transport.sendto(b"the next one", peer.getsockname())
    await asyncio.sleep(0.3)
    try:
        print("the peer gets", peer.recv(100))
    except OSError as error:
        print("the peer gets", type(error).__name__)
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
