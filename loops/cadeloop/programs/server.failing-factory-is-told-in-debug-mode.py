"""server.failing-factory-is-told-in-debug-mode: with and without debug mode

asyncio prints:
    no debug mode []
    debug mode ['ValueError']

cadeloop prints:
    no debug mode ['ValueError']
    debug mode ['ValueError']

Run this file with Python for cadeloop, and with the argument asyncio for asyncio's own loop.
"""


import asyncio
import socket
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


def factory():
    raise ValueError("the factory fails")


async def main():
    loop = asyncio.get_running_loop()
    reports = []
    loop.set_exception_handler(lambda loop, context: reports.append(context))
    for debug in (False, True):
        loop.set_debug(debug)
        reports.clear()
        server = await loop.create_server(factory, "127.0.0.1", 0)
        client = socket.create_connection(server.sockets[0].getsockname())
        await asyncio.sleep(0.5)
        print("debug mode" if debug else "no debug mode", [type(one["exception"]).__name__ for one in reports])
        client.close()
        server.close()


new_event_loop().run_until_complete(main())
