"""datagram.connected-endpoint-refuses-other-addresses: sendto() with the address of a stranger

asyncio prints:
    ValueError
    the peer receives nothing
    the stranger receives nothing

veloxloop:new_event_loop prints:
    the peer receives nothing
    the stranger receives b'for the stranger'

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def receive(name, sock):
    try:
        print(name, "receives", sock.recv(100))
    except OSError:
        print(name, "receives nothing")


async def main():
    loop = asyncio.get_running_loop()
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for sock in peer, stranger:
        sock.bind(("127.0.0.1", 0))
        sock.setblocking(False)
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=peer.getsockname()
    )
    try:
        transport.sendto(b"for the stranger", stranger.getsockname())
    except Exception as error:
        print(type(error).__name__)
    await asyncio.sleep(0.1)
    receive("the peer", peer)
    receive("the stranger", stranger)
    transport.close()


new_event_loop().run_until_complete(main())
