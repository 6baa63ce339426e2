"""datagram.unknown-host-is-an-error: a name that is too long to be known

asyncio prints:
    raises OSError

talyn prints:
    raises RuntimeError

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop

loop = new_event_loop()
# A name has at most 255 characters.
name = "no-such-name." * 40 + "example"
try:
    endpoint = loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=(name, 9))
    loop.run_until_complete(endpoint)
    print("there is an endpoint")
except OSError:
    print("raises OSError")
except Exception as error:
    print("raises", type(error).__name__)
