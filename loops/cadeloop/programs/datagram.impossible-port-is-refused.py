"""datagram.impossible-port-is-refused: a port that is too large

asyncio prints:
    port 70000: OverflowError

cadeloop:new_event_loop prints:
    port 70000: the endpoint has port 4464

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop

loop = new_event_loop()
try:
    endpoint = loop.create_datagram_endpoint(asyncio.DatagramProtocol, ("127.0.0.1", 70000))
    transport, protocol = loop.run_until_complete(endpoint)
    print("port 70000: the endpoint has port", transport.get_extra_info("sockname")[1])
except Exception as error:
    print("port 70000:", type(error).__name__)
