"""datagram.set-protocol-takes-effect: setProtocol() between two datagrams

asyncio prints:
    first received b'one'
    second received b'two'

veloxloop:new_event_loop prints:
    first received b'one'
    AttributeError("'veloxloop._veloxloop.UdpTransport' object has no attribute 'set_protocol'")
    first received b'two'

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.DatagramProtocol):
    def __init__(self, name):
        self.name = name

    def datagram_received(self, data, address):
        print(self.name, "received", data)


async def main():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: Protocol("first"), local_addr=("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.sendto(b"one", transport.get_extra_info("sockname"))
        await asyncio.sleep(0.1)
        try:
            transport.set_protocol(Protocol("second"))
        except (AttributeError, NotImplementedError) as error:
            print(repr(error))
        peer.sendto(b"two", transport.get_extra_info("sockname"))
        await asyncio.sleep(0.1)
    transport.close()


new_event_loop().run_until_complete(main())
