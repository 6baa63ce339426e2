"""streams.end-of-the-peer-ends-reading: a request, its end, and the answer

asyncio prints:
    read(): b'request'
    at_eof(): True
    the client receives b'answer'
    the client receives b''

rloop:new_event_loop prints:
    read(): b'request'
    at_eof(): True
    the client receives b'answer'
    the client waits for the end

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def serve(reader, writer):
    print("read():", await reader.read())
    print("at_eof():", reader.at_eof())
    writer.write(b"answer")
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    with socket.create_connection(server.sockets[0].getsockname()) as client:
        client.settimeout(1)
        client.send(b"request")
        client.shutdown(socket.SHUT_WR)
        await asyncio.sleep(0.1)
        try:
            print("the client receives", client.recv(100))
            print("the client receives", client.recv(100))
        except socket.timeout:
            print("the client waits for the end")


new_event_loop().run_until_complete(main())
