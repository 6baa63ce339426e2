"""transports.arguments-that-exclude-each-other-are-refused: a host beside a socket, and ssl without a host

asyncio prints:
    host and sock: ValueError
    ssl without a name: ValueError

async_solipsism:EventLoop prints:
    host and sock: a connection
    ssl without a name: SolipsismError

Run this file with Python for async_solipsism:EventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
    socketpair = socket.socketpair
else:
    from async_solipsism import EventLoop as new_event_loop
    from async_solipsism import socketpair


async def main():
    await attempt("host and sock", host="127.0.0.1", port=8080)
    await attempt("ssl without a name", ssl=ssl.create_default_context())


async def attempt(what, **arguments):
    ours, theirs = socketpair()
    ours.setblocking(False)
    try:
        transport, protocol = await loop.create_connection(asyncio.Protocol, sock=ours, **arguments)
        transport.close()
        print(what + ": a connection")
    except Exception as error:
        ours.close()
        print(what + ":", type(error).__name__)
    await asyncio.sleep(0)
    theirs.close()


loop = new_event_loop()
loop.run_until_complete(main())
loop.close()
