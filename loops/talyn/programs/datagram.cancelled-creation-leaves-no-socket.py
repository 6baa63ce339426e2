"""datagram.cancelled-creation-leaves-no-socket: the task is cancelled after its first step

asyncio prints:
    cancelled: True - the port is free

talyn:Loop prints:
    cancelled: True - the port is in use

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


class Protocol(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        transports.append(transport)


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        address = free.getsockname()
    task = loop.create_task(loop.create_datagram_endpoint(Protocol, local_addr=address))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(0.1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
        try:
            again.bind(address)
            print("cancelled:", task.cancelled(), "- the port is free")
        except OSError as error:
            print("cancelled:", task.cancelled(), "- the port is in use")


transports = []
new_event_loop().run_until_complete(main())
