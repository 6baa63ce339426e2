"""server.connections-have-the-context-of-serving: a variable that the creating task sets

asyncio prints:
    the factory: serving
    connection_made(): serving
    data_received(): serving

veloxloop:new_event_loop prints:
    TypeError

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import socket
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

variable = contextvars.ContextVar("variable", default="nothing")


class Protocol(asyncio.Protocol):
    def __init__(self):
        print("the factory:", variable.get())

    def connection_made(self, transport):
        print("connection_made():", variable.get())

    def data_received(self, data):
        print("data_received():", variable.get())
        received.set_result(None)


async def main():
    global received
    loop = asyncio.get_running_loop()
    received = loop.create_future()
    variable.set("serving")
    try:
        server = await loop.create_task(loop.create_server(Protocol, "127.0.0.1", 0))
    except TypeError as error:
        print(type(error).__name__)
        return
    with socket.create_connection(server.sockets[0].getsockname()) as client:
        client.send(b"data")
        await asyncio.wait_for(received, 1)
        server.close()


new_event_loop().run_until_complete(main())
