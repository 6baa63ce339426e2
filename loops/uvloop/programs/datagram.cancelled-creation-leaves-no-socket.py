"""datagram.cancelled-creation-leaves-no-socket: cancelled in connection_made()

asyncio prints:
    connection_made()
    connection_lost()
    cancelled: True
    sockets that stay open: 0

uvloop prints:
    connection_made()
    cancelled: True
    sockets that stay open: 1

Run this file with Python for uvloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


class Protocol(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        print("connection_made()")
        task.cancel()

    def connection_lost(self, error):
        print("connection_lost()")


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def main():
    global task
    loop = asyncio.get_running_loop()
    before = descriptors()
    task = loop.create_task(loop.create_datagram_endpoint(Protocol, ("127.0.0.1", 0)))
    await asyncio.wait([task])
    await asyncio.sleep(0.1)
    print("cancelled:", task.cancelled())
    print("sockets that stay open:", descriptors() - before)


new_event_loop().run_until_complete(main())
