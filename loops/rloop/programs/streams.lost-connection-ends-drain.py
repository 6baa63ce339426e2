"""streams.lost-connection-ends-drain: the peer resets while drain() waits

asyncio prints:
    drain(): ConnectionResetError

rloop:new_event_loop prints:
    drain() still waits after a second

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import struct
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def serve(reader, writer):
    writer.write(bytes(2**24))
    try:
        await asyncio.wait_for(writer.drain(), 1)
        print("drain() returns")
    except asyncio.TimeoutError:
        print("drain() still waits after a second")
    except OSError as error:
        print("drain():", type(error).__name__)
    over.set_result(None)


async def main():
    global over
    over = asyncio.get_running_loop().create_future()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    await asyncio.sleep(0.1)
    # The client resets the connection.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    await over


new_event_loop().run_until_complete(main())
