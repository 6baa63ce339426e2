"""transports.talks-to-a-real-server: without a host

asyncio prints:
    connected

blazio:new_event_loop prints:
    ValueError: host and port required when sock is None

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        reader, writer = await asyncio.open_connection(port=listener.getsockname()[1])
        print("connected")
        writer.close()
    except ValueError as error:
        print("ValueError:", error)


new_event_loop().run_until_complete(main())
