"""datagram.close-ends-the-endpoint: close(), twice, while a datagram waits

asyncio prints:
    received b'one'
    close() is over
    connection_lost(): None

veloxloop:new_event_loop prints:
    received b'one'
    RuntimeError: Already borrowed

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        print("received", data)
        self.transport.close()
        print("close() is over")

    def connection_lost(self, error):
        print("connection_lost():", error)


async def main():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        for data in b"one", b"two", b"three":
            peer.sendto(data, transport.get_extra_info("sockname"))
    await asyncio.sleep(0.1)


new_event_loop().run_until_complete(main())
