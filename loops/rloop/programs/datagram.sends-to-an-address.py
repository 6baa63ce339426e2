"""datagram.sends-to-an-address: one datagram for each of two peers

asyncio prints:
    the peer receives b'hello'

rloop 0.2.1 prints:
    the interpreter ends: signal 6

Run this file with Python for rloop, and with the argument asyncio for asyncio's own loop. 0.5.0 prints what asyncio prints.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(1)
        transport, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, ("127.0.0.1", 0))
        transport.sendto(b"hello", peer.getsockname())
        print("the peer receives", peer.recv(100))
        transport.close()


new_event_loop().run_until_complete(main())
