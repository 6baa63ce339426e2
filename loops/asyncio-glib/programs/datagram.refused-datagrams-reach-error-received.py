"""datagram.refused-datagrams-reach-error-received: nobody receives at the remote address

asyncio prints:
    error_received(): ConnectionRefusedError
    the loop sleeps

asyncio-glib prints:
    the loop is busy

Run this file with Python for asyncio-glib, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from asyncio_glib import GLibEventLoop
    from gi.repository import GLib

    def new_event_loop():
        return GLibEventLoop(GLib.MainContext())


class Protocol(asyncio.DatagramProtocol):
    def error_received(self, error):
        print("error_received():", type(error).__name__)


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        address = peer.getsockname()
    # Nobody receives at the address any more.
    transport, _ = await loop.create_datagram_endpoint(Protocol, remote_addr=address)
    transport.sendto(b"one")
    select = loop._selector.select
    waits = []
    loop._selector.select = lambda timeout=None: waits.append(timeout) or select(timeout)
    await asyncio.sleep(0.5)
    loop._selector.select = select
    print("the loop", "is busy" if len(waits) > 50 else "sleeps")
    transport.close()


new_event_loop().run_until_complete(main())
