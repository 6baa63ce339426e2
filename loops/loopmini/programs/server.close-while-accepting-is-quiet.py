"""server.close-while-accepting-is-quiet: in one of the first iterations after a peer has connected

asyncio prints:
    every server is closed

loopmini:new_event_loop prints:
    reported: AssertionError()
    every server is closed

Run this file with Python for loopmini:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import loopmini

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else loopmini.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("reported:", repr(context["exception"])))
    for iterations in range(8):
        server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
        client = socket.create_connection(server.sockets[0].getsockname())
        for _ in range(iterations):
            await asyncio.sleep(0)
        server.close()
        await asyncio.sleep(0.02)
        client.close()
        await asyncio.sleep(0.02)
    print("every server is closed")


new_event_loop().run_until_complete(main())
