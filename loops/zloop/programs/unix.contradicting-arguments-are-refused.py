"""unix.contradicting-arguments-are-refused: a connection and a server

asyncio prints:
    create_unix_connection
    neither ValueError
    both ValueError
    create_unix_server
    neither ValueError
    both ValueError

zloop:new_event_loop prints:
    create_unix_connection
    neither NotImplementedError
    both NotImplementedError
    create_unix_server
    neither ValueError
    both OSError

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    for method in loop.create_unix_connection, loop.create_unix_server:
        print(method.__name__)
        for what, path, sock in ("neither", None, None), ("both", "/a/path", socket.socket(socket.AF_UNIX)):
            try:
                await method(asyncio.Protocol, path, sock=sock)
                print(what, "is accepted")
            except Exception as error:
                print(what, type(error).__name__)


new_event_loop().run_until_complete(main())
