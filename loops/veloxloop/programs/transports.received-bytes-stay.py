"""transports.received-bytes-stay: a task of create_connection()

asyncio prints:
    data_received(): b'hello'

veloxloop prints:
    create_task() raises TypeError

Run this file with Python for veloxloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.Protocol):
    def data_received(self, data):
        print("data_received():", data)


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        task = loop.create_task(loop.create_connection(Protocol, *listener.getsockname()))
        transport, _ = await task
    except TypeError as error:
        print("create_task() raises", type(error).__name__)
        return
    peer, _ = listener.accept()
    peer.send(b"hello")
    await asyncio.sleep(0.1)
    transport.close()


new_event_loop().run_until_complete(main())
