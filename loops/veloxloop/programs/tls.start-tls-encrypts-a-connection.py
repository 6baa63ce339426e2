"""tls.start-tls-encrypts-a-connection: as a server, after a line in plain text

asyncio prints:
    tries a handshake

veloxloop:new_event_loop prints:
    NotImplementedError()

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    transport, protocol = await loop.create_connection(asyncio.Protocol, *listener.getsockname())
    client, _ = listener.accept()
    client.close()
    try:
        await loop.start_tls(transport, protocol, ssl.create_default_context())
    except (AttributeError, NotImplementedError) as error:
        print(repr(error))
    except OSError as error:
        print("tries a handshake")


new_event_loop().run_until_complete(main())
