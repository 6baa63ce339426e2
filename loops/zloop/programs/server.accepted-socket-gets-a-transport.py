"""server.accepted-socket-gets-a-transport: a client that a listener of the program has accepted

asyncio prints:
    the client gets b'welcome'

zloop prints:
    connect_accepted_socket() raises NotImplementedError

Run this file with Python for zloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        accepted, _ = listener.accept()
    accepted.setblocking(False)
    try:
        transport, _ = await loop.connect_accepted_socket(asyncio.Protocol, accepted)
        transport.write(b"welcome")
        transport.close()
        await asyncio.sleep(0.1)
        print("the client gets", client.recv(100))
    except NotImplementedError as error:
        print("connect_accepted_socket() raises", type(error).__name__)


new_event_loop().run_until_complete(main())
