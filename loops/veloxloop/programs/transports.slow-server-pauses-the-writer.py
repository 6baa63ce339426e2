"""transports.slow-server-pauses-the-writer: more than the system holds

asyncio prints:
    pause_writing() was called

veloxloop:new_event_loop prints:
    write() raised OSError: SQ full

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import os
import socket
import sys
import threading

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


class Client(asyncio.Protocol):
    paused = False

    def pause_writing(self):
        self.paused = True


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_connection(Client, *listener.getsockname())
    try:
        while not client.paused:
            transport.write(bytes(100_000))
        print("pause_writing() was called", flush=True)
    except OSError as error:
        print("write() raised OSError:", error, flush=True)
    os._exit(0)


threading.Timer(4, lambda: (print("write() blocks the loop", flush=True), os._exit(0))).start()
new_event_loop().run_until_complete(main())
