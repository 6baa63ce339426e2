"""transports.talks-to-a-real-server: a request, and the end of the response

asyncio prints:
    received: b'HELLO'
    the connection is over

uringcore:UringEventLoop prints:
    received: b'HELLO'
    the end of the connection was not seen in 2 s

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys
import threading

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


def serve(listener):
    connection, _ = listener.accept()
    connection.sendall(connection.recv(100).upper())
    connection.close()


class Client(asyncio.Protocol):
    def data_received(self, data):
        print("received:", data)

    def connection_lost(self, error):
        print("the connection is over")
        over.set_result(None)


async def main():
    global over
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=[listener], daemon=True).start()
    transport, _ = await loop.create_connection(Client, *listener.getsockname())
    transport.write(b"hello")
    try:
        await asyncio.wait_for(over, 2)
    except asyncio.TimeoutError:
        print("the end of the connection was not seen in 2 s")


new_event_loop().run_until_complete(main())
