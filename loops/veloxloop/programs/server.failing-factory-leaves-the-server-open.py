"""server.failing-factory-leaves-the-server-open: for the first of three connections

asyncio prints:
    first b''
    second b'hello'
    is_serving(): True

veloxloop:new_event_loop prints:
    ValueError: the first connection fails

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

calls = 0


class Greeter(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"hello")


def factory():
    global calls
    calls += 1
    if calls == 1:
        raise ValueError("the first connection fails")
    return Greeter()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    server = await loop.create_server(factory, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    clients = []
    for name in "first", "second":
        client = socket.create_connection(address)
        clients.append(client)
        client.setblocking(False)
        try:
            print(name, await asyncio.wait_for(loop.sock_recv(client, 100), 1))
        except (OSError, asyncio.TimeoutError) as error:
            print(name, type(error).__name__)
    print("is_serving():", server.is_serving())


new_event_loop().run_until_complete(main())
