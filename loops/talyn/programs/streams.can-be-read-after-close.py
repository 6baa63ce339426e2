"""streams.can-be-read-after-close: the reader had paused its transport

asyncio prints:
    read(15) returns b'xxxxxxxxxxxxxxx'
    read() returns the rest: True

talyn prints:
    read(15) returns b'xxxxxxxxxxxxxxx'
    raises RuntimeError('Transport is closed')

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


async def main():
    ours, peer = socket.socketpair()
    # With this limit the reader pauses its transport.
    reader, writer = await asyncio.open_connection(sock=ours, limit=10)
    peer.send(b"x" * 100)
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.1)
    try:
        print("read(15) returns", await reader.read(15))
        print("read() returns the rest:", len(await reader.read()) > 5)
    except Exception as error:
        print("raises", repr(error))


new_event_loop().run_until_complete(main())
