"""tls.start-tls-needs-a-context: null in place of a context

asyncio prints:
    TypeError('sslcontext is expected to be an instance of ssl.SSLContext, got None')

cadeloop:new_event_loop prints:
    TimeoutError()

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        transport, protocol = await loop.create_connection(asyncio.Protocol, *listener.getsockname())
        try:
            await asyncio.wait_for(loop.start_tls(transport, protocol, None), 1)
        except Exception as error:
            print(repr(error))
        transport.close()


new_event_loop().run_until_complete(main())
