"""server.slow-peer-pauses-the-writer: a client that reads nothing

asyncio prints:
    pause_writing()
    write() returns

gbulb prints:
    does not end

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        # The client reads nothing at first.
        transport.write(bytes(32 << 20))
        print("write() returns")
        transport.close()

    def pause_writing(self):
        print("pause_writing()")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await asyncio.sleep(0.5)
    sys.stdout.flush()
    os._exit(0)


new_event_loop().run_until_complete(main())
