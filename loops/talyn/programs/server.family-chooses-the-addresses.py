"""server.family-chooses-the-addresses: an address of the other family

asyncio prints:
    raises OSError

talyn prints:
    raises RuntimeError

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop

loop = new_event_loop()
try:
    loop.run_until_complete(
        loop.create_server(asyncio.Protocol, "127.0.0.1", 0, family=socket.AF_INET6)
    )
    print("there is a server")
except OSError:
    print("raises OSError")
except Exception as error:
    print("raises", type(error).__name__)
