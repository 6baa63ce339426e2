"""tls.broken-handshake-reaches-the-caller: the peer sends plain text

asyncio prints:
    SSLError

cadeloop:new_event_loop prints:
    reported: 'cadeloop._core.Transport' object has no attribute '_force_close'
    connects

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys
import threading

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


def speak_plainly(listener):
    peer, _ = listener.accept()
    peer.recv(1000)
    peer.send(b"this is plain text\r\n")
    peer.recv(1000)
    peer.close()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *args: print("reported:", args[-1].get("exception")))
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=speak_plainly, args=[listener], daemon=True).start()
    attempt = loop.create_connection(
        asyncio.Protocol,
        *listener.getsockname(),
        ssl=ssl.create_default_context(),
        server_hostname="example.org",
    )
    try:
        await asyncio.wait_for(attempt, 1)
        print("connects")
    except Exception as error:
        print(type(error).__name__)


new_event_loop().run_until_complete(main())
