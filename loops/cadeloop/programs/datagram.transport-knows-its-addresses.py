"""datagram.transport-knows-its-addresses: an endpoint without, and one with a remote address

asyncio prints:
    peername is the peer: True
    sockname: 127.0.0.1
    a socket: True

cadeloop:new_event_loop prints:
    peername is the peer: True
    sockname: 127.0.0.1
    a socket: False

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, remote_addr=peer.getsockname()
        )
        print("peername is the peer:", transport.get_extra_info("peername") == peer.getsockname())
        print("sockname:", transport.get_extra_info("sockname", ["nothing"])[0])
        print("a socket:", transport.get_extra_info("socket") is not None)
        transport.close()


new_event_loop().run_until_complete(main())
