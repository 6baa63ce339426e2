"""server.slow-peer-pauses-the-writer: a peer that takes nothing at first

asyncio prints:
    pause_writing()
    write() is over

veloxloop:new_event_loop prints:
    write() is over

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def pause_writing(self):
        print("pause_writing()", flush=True)


async def main():
    global connected
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    transport = await connected
    # The client reads nothing.
    for _ in range(32):
        transport.write(bytes(1 << 20))
    print("write() is over", flush=True)
    transport.abort()


new_event_loop().run_until_complete(main())
