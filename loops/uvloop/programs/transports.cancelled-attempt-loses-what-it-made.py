"""transports.cancelled-attempt-loses-what-it-made: cancelled in each of the first iterations

asyncio prints:
    every attempt is over

uvloop:new_event_loop prints:
    cancelled, and only connection_made()
    cancelled, and only connection_made()
    every attempt is over

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop

calls = []


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        calls.append("connection_made()")

    def connection_lost(self, error):
        calls.append("connection_lost()")


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    address = listener.getsockname()
    loop = asyncio.get_running_loop()
    for iterations in range(12):
        calls.clear()
        attempt = loop.create_task(loop.create_connection(Protocol, *address))
        for _ in range(iterations):
            await asyncio.sleep(0)
        attempt.cancel()
        await asyncio.wait([attempt])
        await asyncio.sleep(0.05)
        if attempt.cancelled() and len(calls) == 1:
            print("cancelled, and only", *calls)
    print("every attempt is over")


new_event_loop().run_until_complete(main())
