"""server.repeated-host-is-bound-once: a list with one host twice

asyncio prints:
    ['127.0.0.1']

zloop:new_event_loop prints:
    ['127.0.0.1', '127.0.0.1']

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop

loop = new_event_loop()
hosts = ["127.0.0.1", "127.0.0.1"]
server = loop.run_until_complete(loop.create_server(asyncio.Protocol, hosts, 0))
print([sock.getsockname()[0] for sock in server.sockets])
server.close()
