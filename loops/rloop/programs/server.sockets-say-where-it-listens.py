"""server.sockets-say-where-it-listens: one host

asyncio prints:
    it listens on 127.0.0.1

rloop 0.2.1 prints:
    OSError(9, 'Bad file descriptor')

Run this file with Python for rloop, and with the argument asyncio for asyncio's own loop. 0.5.0 prints what asyncio prints.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    try:
        for sock in server.sockets:
            print("it listens on", sock.getsockname()[0])
    except OSError as error:
        print(repr(error))
    server.close()


new_event_loop().run_until_complete(main())
