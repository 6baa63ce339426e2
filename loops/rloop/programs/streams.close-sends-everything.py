"""streams.close-sends-everything: sixteen megabytes to a peer that takes its time

asyncio prints:
    the client receives 16777216 bytes, and the end

rloop:new_event_loop prints:
    the client receives 16777216 bytes, and TimeoutError('timed out')

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def serve(reader, writer):
    writer.write(bytes(2**24))
    writer.close()


def receive(address):
    with socket.create_connection(address) as client:
        client.settimeout(1)
        count = 0
        try:
            while True:
                data = client.recv(2**20)
                if not data:
                    return f"{count} bytes, and the end"
                count += len(data)
        except OSError as error:
            return f"{count} bytes, and {error!r}"


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    print("the client receives", await loop.run_in_executor(None, receive, address))


new_event_loop().run_until_complete(main())
