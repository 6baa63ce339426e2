"""streams.opens-a-connection: bytes both ways, and the end

asyncio prints:
    the peer receives b'ping'
    readexactly(4): b'pong'
    after close() the peer receives b''

rloop:new_event_loop prints:
    the peer receives b'ping'
    readexactly(4): b'pong'
    after close() the peer waits

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def main():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        peer, _ = listener.accept()
        with peer:
            peer.settimeout(1)
            writer.write(b"ping")
            await asyncio.sleep(0.1)
            print("the peer receives", peer.recv(100))
            peer.send(b"pong")
            print("readexactly(4):", await asyncio.wait_for(reader.readexactly(4), 1))
            writer.close()
            await asyncio.sleep(0.1)
            try:
                print("after close() the peer receives", peer.recv(100))
            except socket.timeout:
                print("after close() the peer waits")


new_event_loop().run_until_complete(main())
