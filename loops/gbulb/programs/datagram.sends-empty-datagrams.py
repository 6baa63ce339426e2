"""datagram.sends-empty-datagrams: an empty datagram between two others

asyncio prints:
    [b'before', b'', b'after']

gbulb prints:
    [b'before', b'after']

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


async def main():
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.bind(("127.0.0.1", 0))
    peer.setblocking(False)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=peer.getsockname()
    )
    for data in b"before", b"", b"after":
        transport.sendto(data)
    await asyncio.sleep(0.1)
    received = []
    while not received or received[-1] != b"after":
        received.append(peer.recv(100))
    print(received)
    transport.close()


new_event_loop().run_until_complete(main())
