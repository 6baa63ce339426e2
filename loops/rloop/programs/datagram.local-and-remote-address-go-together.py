"""datagram.local-and-remote-address-go-together: an endpoint with both

asyncio prints:
    comes from the local address: True

rloop:new_event_loop prints:
    TimeoutError: timed out

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.bind(("127.0.0.1", 0))
    peer.settimeout(1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        local = free.getsockname()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, local_addr=local, remote_addr=peer.getsockname()
    )
    transport.sendto(b"data")
    _, sender = await loop.run_in_executor(None, peer.recvfrom, 100)
    print("comes from the local address:", sender == local)
    transport.close()


new_event_loop().run_until_complete(main())
