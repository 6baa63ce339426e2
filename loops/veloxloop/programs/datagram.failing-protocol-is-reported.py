"""datagram.failing-protocol-is-reported: datagramReceived() throws at the first of two datagrams

asyncio prints:
    received b'one'
    reported: this datagram fails
    received b'two'

veloxloop:new_event_loop prints:
    received b'one'
    ValueError: this datagram fails

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.DatagramProtocol):
    def datagram_received(self, data, address):
        print("received", data)
        if data == b"one":
            raise ValueError("this datagram fails")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *args: print("reported:", args[-1].get("exception")))
    transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        for data in b"one", b"two":
            peer.sendto(data, transport.get_extra_info("sockname"))
    await asyncio.sleep(0.1)
    transport.close()


new_event_loop().run_until_complete(main())
