"""transports.what-ends-here-ends-there: close(), with no data in transit

asyncio prints:
    the server received b''
    the server received b''

rloop:new_event_loop prints:
    the server received nothing: TimeoutError
    the server received nothing: TimeoutError

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys
import threading

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


def serve(listener):
    connection, _ = listener.accept()
    connection.settimeout(2)
    try:
        print("the server received", connection.recv(100))
    except OSError as error:
        print("the server received nothing:", type(error).__name__)


async def main(how):
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    server = threading.Thread(target=serve, args=[listener])
    server.start()
    transport, _ = await loop.create_connection(asyncio.Protocol, *listener.getsockname())
    getattr(transport, how)()
    await loop.run_in_executor(None, server.join)


for how in ("close", "abort"):
    new_event_loop().run_until_complete(main(how))
