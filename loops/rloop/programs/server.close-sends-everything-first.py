"""server.close-sends-everything-first: a mebibyte, to a peer that takes nothing at first

asyncio prints:
    1048576 the end

rloop:new_event_loop prints:
    1048576 TimeoutError

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(bytes(1 << 20))
        transport.close()
        transports.append(transport)


def receive_all(sock):
    sock.settimeout(1)
    count = 0
    try:
        while data := sock.recv(1 << 16):
            count += len(data)
    except OSError as error:
        return count, type(error).__name__
    return count, "the end"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    print(*await loop.run_in_executor(None, receive_all, client))
    server.close()


transports = []
new_event_loop().run_until_complete(main())
