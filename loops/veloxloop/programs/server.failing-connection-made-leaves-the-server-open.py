"""server.failing-connection-made-leaves-the-server-open: for the first of two connections

asyncio prints:
    reported: the first connection fails
    the second client receives b'hello'

veloxloop:new_event_loop prints:
    ValueError: the first connection fails

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

count = 0


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        global count
        count += 1
        if count == 1:
            raise ValueError("the first connection fails")
        transport.write(b"hello")


def receive(sock):
    sock.settimeout(1)
    try:
        return sock.recv(100)
    except OSError as error:
        return type(error).__name__


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *args: print("reported:", args[-1].get("exception")))
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    first = socket.create_connection(server.sockets[0].getsockname())
    await asyncio.sleep(0.1)
    second = socket.create_connection(server.sockets[0].getsockname())
    print("the second client receives", await loop.run_in_executor(None, receive, second))
    first.close()
    second.close()
    server.close()


new_event_loop().run_until_complete(main())
