"""transports.half-open-connection-carries-on: the peer ends its stream first

asyncio prints:
    b'response'

veloxloop:new_event_loop prints:
    TypeError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.Protocol):
    def eof_received(self):
        ended.set_result(None)
        return True


def receive(sock):
    sock.settimeout(1)
    try:
        return sock.recv(100)
    except OSError as error:
        return type(error).__name__


async def main():
    global ended
    loop = asyncio.get_running_loop()
    ended = loop.create_future()
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        task = loop.create_task(loop.create_connection(Protocol, *listener.getsockname()))
        transport, _ = await task
    except TypeError as error:
        print(type(error).__name__)
        return
    peer, _ = listener.accept()
    peer.shutdown(socket.SHUT_WR)
    await asyncio.wait_for(ended, 1)
    transport.write(b"response")
    transport.close()
    print(await loop.run_in_executor(None, receive, peer))


new_event_loop().run_until_complete(main())
