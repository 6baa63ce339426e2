"""server.want-of-descriptors-passes: no descriptor is free while a client connects

asyncio prints:
    a later client gets b'welcome'

gbulb prints:
    run_until_complete() raises [Errno 111] Connection refused

Run this file with Python for gbulb, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import resource
import socket
import sys

import gbulb

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else gbulb.GLibEventLoop


class Greeter(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"welcome")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    server = await loop.create_server(Greeter, "127.0.0.1", 0)
    first, later = socket.socket(), socket.socket()
    address = server.sockets[0].getsockname()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unused = os.dup(0)
    os.close(unused)
    resource.setrlimit(resource.RLIMIT_NOFILE, (unused, hard))
    first.connect(address)
    await asyncio.sleep(0.1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    later.connect(address)
    # asyncio tries again after a second.
    await asyncio.sleep(1.5)
    later.settimeout(0.5)
    try:
        print("a later client gets", later.recv(100))
    except OSError as error:
        print("a later client gets", type(error).__name__)


try:
    new_event_loop().run_until_complete(main())
except OSError as error:
    print("run_until_complete() raises", error)
