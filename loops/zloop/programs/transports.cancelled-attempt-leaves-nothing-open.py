"""transports.cancelled-attempt-leaves-nothing-open: cancelled in each of the first iterations

asyncio prints:
    cancelled, and the peer receives b''

zloop:new_event_loop prints:
    cancelled, and the peer receives TimeoutError

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


def receive(sock):
    sock.settimeout(1)
    try:
        return sock.recv(100)
    except OSError as error:
        return type(error).__name__


async def attempt(address):
    try:
        await asyncio.get_running_loop().create_connection(asyncio.Protocol, *address)
    except asyncio.CancelledError as error:
        # What keeps the error keeps what its frames refer to.
        errors.append(error)
        raise


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    connecting = loop.create_task(attempt(listener.getsockname()))
    peer = None
    while peer is None:
        await asyncio.sleep(0)
        try:
            peer, _ = listener.accept()
        except BlockingIOError:
            pass
    connecting.cancel()
    await asyncio.wait([connecting])
    if connecting.cancelled():
        print("cancelled, and the peer receives", await loop.run_in_executor(None, receive, peer))
    else:
        print("not cancelled")


errors = []
new_event_loop().run_until_complete(main())
