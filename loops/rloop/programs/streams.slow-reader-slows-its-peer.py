"""streams.slow-reader-slows-its-peer: a megabyte, and nobody reads

asyncio prints:
    the reader held everything: False

rloop:new_event_loop prints:
    the reader held everything: True

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def serve(reader, writer):
    # Nobody reads, and the client sends a megabyte.
    await asyncio.sleep(0.5)
    data = await reader.read(2**20)
    print("the reader held everything:", len(data) == 2**20)
    writer.close()
    over.set_result(None)


def send(address):
    with socket.create_connection(address) as client:
        try:
            client.sendall(bytes(2**20))
        except OSError:
            pass


async def main():
    global over
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**10)
    sending = loop.run_in_executor(None, send, server.sockets[0].getsockname())
    await over
    await sending


new_event_loop().run_until_complete(main())
