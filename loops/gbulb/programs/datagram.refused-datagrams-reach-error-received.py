"""datagram.refused-datagrams-reach-error-received: nobody receives at the remote address

asyncio prints:
    error_received(): ConnectionRefusedError
    closed: False

gbulb prints:
    closed: False

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
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        address = peer.getsockname()
    # Nobody receives there.
    transport, _ = await loop.create_datagram_endpoint(Protocol, remote_addr=address)
    transport.sendto(b"ping")
    await asyncio.sleep(0.3)
    print("closed:", transport.is_closing())
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
