"""datagram.contradicting-arguments-are-refused: one contradiction after the other

asyncio prints:
    a socket and an address: ValueError
    a socket and reuse_port: ValueError
    a socket for streams: ValueError
    nothing: ValueError

veloxloop:new_event_loop prints:
    a socket and an address: makes an endpoint
    a socket and reuse_port: makes an endpoint
    a socket for streams: makes an endpoint
    nothing: makes an endpoint

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def attempt(**arguments):
    try:
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            asyncio.DatagramProtocol, **arguments
        )
        transport.close()
        return "makes an endpoint"
    except Exception as error:
        return type(error).__name__


async def main():
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(("127.0.0.1", 0))
    print("a socket and an address:", await attempt(local_addr=("127.0.0.1", 0), sock=datagrams))
    print("a socket and reuse_port:", await attempt(reuse_port=True, sock=datagrams))
    print("a socket for streams:", await attempt(sock=socket.socket()))
    print("nothing:", await attempt())


new_event_loop().run_until_complete(main())
