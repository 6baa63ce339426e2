"""streams.close-sends-everything: sixteen megabytes to a peer that takes its time

asyncio prints:
    write() returns early
    the client gets 16 MiB

gbulb prints:
    write() returns late
    the client gets 16 MiB

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys
import threading
import time

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


def read_late(client):
    time.sleep(0.5)
    count = 0
    while data := client.recv(1 << 20):
        count += len(data)
    print("the client gets", count >> 20, "MiB")
    sys.stdout.flush()
    os._exit(0)


async def serve(reader, writer):
    writer.write(bytes(16 << 20))
    print("write() returns", "early" if time.monotonic() - begin < 0.4 else "late")
    writer.close()


async def main():
    global begin
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    begin = time.monotonic()
    client = socket.create_connection(server.sockets[0].getsockname())
    threading.Thread(target=read_late, args=[client], daemon=True).start()
    await asyncio.sleep(5)
    print("the client waits")


new_event_loop().run_until_complete(main())
