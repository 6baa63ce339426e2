"""datagram.receives-empty-datagrams: an empty datagram between two others

asyncio prints:
    received b'before'
    received b''
    received b'after'

talyn:Loop prints:
    received b'before'
    received b'after'

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


class Protocol(asyncio.DatagramProtocol):
    def datagram_received(self, data, address):
        print("received", data)


async def main():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        for data in b"before", b"", b"after":
            peer.sendto(data, transport.get_extra_info("sockname"))
    await asyncio.sleep(0.1)
    transport.close()


new_event_loop().run_until_complete(main())
