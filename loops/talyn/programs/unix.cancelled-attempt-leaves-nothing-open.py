"""unix.cancelled-attempt-leaves-nothing-open: cancelled after up to four iterations

asyncio prints:
    every connection was looked at

talyn prints:
    a connection is still open
    a connection is still open
    a connection is still open
    every connection was looked at

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys
import tempfile

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    loop = asyncio.get_running_loop()
    path = os.path.join(tempfile.mkdtemp(), "socket")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    listener.setblocking(False)
    for iterations in range(5):
        task = loop.create_task(loop.create_unix_connection(asyncio.Protocol, path))
        for _ in range(iterations):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()[0].close()
    await asyncio.sleep(0.1)
    while True:
        try:
            accepted, _ = listener.accept()
        except BlockingIOError:
            break
        accepted.setblocking(False)
        try:
            if accepted.recv(1) != b"":
                print("a byte")
        except BlockingIOError:
            print("a connection is still open")
    print("every connection was looked at")


new_event_loop().run_until_complete(main())
