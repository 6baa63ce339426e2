"""tls.cancelled-handshake-ends-the-connection: start_tls() with a peer that says nothing

asyncio prints:
    start_tls() is cancelled
    the peer sees the end

zloop prints:
    start_tls() raises NotImplementedError

Run this file with Python for zloop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        transport, protocol = await loop.create_connection(
            asyncio.Protocol, *listener.getsockname()
        )
        peer, _ = listener.accept()
    peer.settimeout(1)
    context = ssl.create_default_context()
    start = loop.start_tls(transport, protocol, context, server_hostname="localhost")
    task = loop.create_task(start)
    await asyncio.sleep(0.1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("start_tls() is cancelled")
    except NotImplementedError:
        print("start_tls() raises NotImplementedError")
        return
    await asyncio.sleep(0.1)
    try:
        while peer.recv(10_000):
            pass
    except ConnectionResetError:
        pass
    print("the peer sees the end")


new_event_loop().run_until_complete(main())
