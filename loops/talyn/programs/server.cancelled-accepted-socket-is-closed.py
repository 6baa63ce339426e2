"""server.cancelled-accepted-socket-is-closed: cancelled after its first step

asyncio prints:
    cancelled: True
    the client receives b''

talyn:Loop prints:
    cancelled: True
    the client receives TimeoutError

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


def receive(sock):
    sock.settimeout(1)
    try:
        return sock.recv(100)
    except OSError as error:
        return type(error).__name__


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(listener.getsockname())
    accepted, _ = listener.accept()
    task = loop.create_task(loop.connect_accepted_socket(asyncio.Protocol, accepted))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print("cancelled:", task.cancelled())
    print("the client receives", await loop.run_in_executor(None, receive, client))


new_event_loop().run_until_complete(main())
