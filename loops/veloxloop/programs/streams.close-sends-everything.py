"""streams.close-sends-everything: writelines(), and close()

asyncio prints:
    the client gets b'one two'

veloxloop prints:
    writelines() raises AttributeError
    the client gets b''

Run this file with Python for veloxloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def serve(reader, writer):
    try:
        writer.writelines([b"one ", b"two"])
    except AttributeError as error:
        print("writelines() raises", type(error).__name__)
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    client.settimeout(1)
    await asyncio.sleep(0.3)
    print("the client gets", client.recv(100))


new_event_loop().run_until_complete(main())
