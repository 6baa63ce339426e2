"""tls.marks-decide-when-to-pause: eight megabytes that wait, below a high mark and above a low one

asyncio prints:
    something waits: True
    pause_writing()
    the end

cadeloop:new_event_loop prints:
    something waits: False
    the end

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import ssl
import sys
import warnings

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop

warnings.simplefilter("ignore")


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        connected.set_result(transport)

    def pause_writing(self):
        print("pause_writing()")


def anonymous(side):
    # Both sides can do without a certificate.
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")
    return context


def connect(address):
    client = socket.create_connection(address, timeout=1)
    return anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(client)


async def main():
    global connected
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server = await loop.create_server(Protocol, "127.0.0.1", 0, ssl=context)
    client = await loop.run_in_executor(None, connect, server.sockets[0].getsockname())
    transport = await connected
    # The client reads nothing.
    transport.set_write_buffer_limits(high=16 << 20)
    for _ in range(8):
        transport.write(bytes(1 << 20))
    await asyncio.sleep(0.1)
    print("something waits:", transport.get_write_buffer_size() > 0)
    transport.set_write_buffer_limits(high=1000)
    print("the end")
    transport.abort()
    client.close()
    server.close()


new_event_loop().run_until_complete(main())
