"""server.failing-factory-leaves-the-server-open: the factory of the first of two connections

asyncio prints:
    the first client gets b''
    the second client gets b'welcome'

gbulb prints:
    the first client gets BlockingIOError
    the second client gets BlockingIOError

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop

count = 0


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"welcome")


def factory():
    global count
    count += 1
    if count == 1:
        raise ValueError("the first factory fails")
    return Protocol()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    server = await loop.create_server(factory, "127.0.0.1", 0)
    for number in "first", "second":
        client = socket.create_connection(server.sockets[0].getsockname())
        client.setblocking(False)
        await asyncio.sleep(0.3)
        try:
            print("the", number, "client gets", client.recv(100))
        except OSError as error:
            print("the", number, "client gets", type(error).__name__)
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
