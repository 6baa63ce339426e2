"""transports.given-up-attempt-is-silent: create_connection() in a task

asyncio prints:
    connected in a task

veloxloop:new_event_loop prints:
    TypeError: a coroutine was expected

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

import socket


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.get_running_loop()
    try:
        await loop.create_task(loop.create_connection(asyncio.Protocol, *listener.getsockname()))
        print("connected in a task")
    except TypeError:
        print("TypeError: a coroutine was expected")


new_event_loop().run_until_complete(main())
