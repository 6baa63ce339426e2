"""datagram.refused-sends-reach-error-received: a datagram that is too long, and one after it

asyncio prints:
    error_received(): OSError 90
    the peer receives b'after it'
    connection_lost(): None

uvloop 0.20.0 prints:
    connection_lost(): OSError(90, 'Message too long')
    the peer receives nothing

Run this file with Python for uvloop, and with the argument asyncio for asyncio's own loop. 0.21.0 prints what asyncio prints.
"""

import asyncio
import socket
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


class Protocol(asyncio.DatagramProtocol):
    def error_received(self, error):
        print("error_received():", type(error).__name__, error.errno)

    def connection_lost(self, error):
        print("connection_lost():", repr(error))


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.setblocking(False)
        transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
        # The first datagram is too long for UDP.
        for data in bytes(70_000), b"after it":
            try:
                transport.sendto(data, peer.getsockname())
            except Exception as error:
                print("sendto():", repr(error))
            await asyncio.sleep(0.1)
        try:
            print("the peer receives", peer.recv(100))
        except OSError as error:
            print("the peer receives nothing")
        transport.close()
        await asyncio.sleep(0.1)


new_event_loop().run_until_complete(main())
