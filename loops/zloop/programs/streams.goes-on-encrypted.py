"""streams.goes-on-encrypted: as a server, and as a client

asyncio prints:
    tries a handshake

zloop:new_event_loop prints:
    NotImplementedError()

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import ssl
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def serve(reader, writer):
    # The other side, in plain text: it responds to a handshake with nothing but its end.
    await reader.read(1)
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    context = ssl.create_default_context()
    try:
        await asyncio.wait_for(writer.start_tls(context, server_hostname="localhost"), 1)
    except (AttributeError, NotImplementedError, asyncio.TimeoutError) as error:
        print(repr(error))
    except OSError:
        print("tries a handshake")


new_event_loop().run_until_complete(main())
