"""transports.addresses-say-their-family: an address in digits

asyncio prints:
    AF_INET ('127.0.0.1', 80)

quamash prints:
    RuntimeError:  to a different loop

Run this file with Python for quamash, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import quamash

    application = quamash.QApplication([])

    def new_event_loop():
        return quamash.QEventLoop(application)


async def body():
    try:
        (family, _, _, _, address), *_ = await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
        print(family.name, address)
    except RuntimeError as error:
        print("RuntimeError:", str(error).rsplit("attached", 1)[-1])


loop = new_event_loop()
loop.run_until_complete(body())
