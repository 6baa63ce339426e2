"""transports.real-bytes-reach-a-buffer: a buffer that is smaller than what comes

asyncio prints:
    buffer_updated(): b'hel'
    buffer_updated(): b'lo'

veloxloop:new_event_loop prints:
    TypeError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.BufferedProtocol):
    def get_buffer(self, size_hint):
        self.buffer = bytearray(3)
        return self.buffer

    def buffer_updated(self, count):
        print("buffer_updated():", bytes(self.buffer[:count]))


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        task = loop.create_task(loop.create_connection(Protocol, *listener.getsockname()))
        transport, _ = await task
    except TypeError as error:
        print(type(error).__name__)
        return
    peer, _ = listener.accept()
    peer.send(b"hello")
    await asyncio.sleep(0.1)
    transport.close()


new_event_loop().run_until_complete(main())
