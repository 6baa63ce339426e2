"""datagram.refused-datagrams-reach-error-received: nobody receives at the remote address at first

asyncio prints:
    error_received(): ConnectionRefusedError
    the peer receives b'two'

veloxloop:new_event_loop prints:
    ConnectionRefusedError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.DatagramProtocol):
    def error_received(self, error):
        print("error_received():", type(error).__name__)


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        address = peer.getsockname()
    # Nobody receives at the address any more, until later.
    transport, _ = await loop.create_datagram_endpoint(Protocol, remote_addr=address)
    transport.sendto(b"one")
    await asyncio.sleep(0.1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(address)
        peer.settimeout(0.2)
        try:
            transport.sendto(b"two")
            print("the peer receives", peer.recv(100))
        except Exception as error:
            print(type(error).__name__)
    transport.close()


new_event_loop().run_until_complete(main())
