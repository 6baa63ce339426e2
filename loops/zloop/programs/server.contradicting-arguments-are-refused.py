"""server.contradicting-arguments-are-refused: four contradictions

asyncio prints:
    a host and a socket: ValueError
    a port and a socket: ValueError
    neither: ValueError
    a socket for datagrams: ValueError

zloop:new_event_loop prints:
    a host and a socket: makes a server
    a port and a socket: OSError
    neither: gaierror
    a socket for datagrams: OSError

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def attempt(**arguments):
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(asyncio.Protocol, **arguments)
        server.close()
        return "makes a server"
    except Exception as error:
        return type(error).__name__


async def main():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    print("a host and a socket:", await attempt(host="127.0.0.1", sock=sock))
    print("a port and a socket:", await attempt(port=0, sock=sock))
    print("neither:", await attempt())
    print("a socket for datagrams:", await attempt(sock=datagrams))


new_event_loop().run_until_complete(main())
