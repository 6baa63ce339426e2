"""transports.talks-to-a-real-server: by its name

asyncio prints:
    connected

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
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        transport, _ = await loop.create_connection(asyncio.Protocol, "localhost", port, family=socket.AF_INET)
        print("connected")
        transport.close()
    except RuntimeError as error:
        print("RuntimeError:", str(error).rsplit("attached", 1)[-1])
    server.close()


loop = new_event_loop()
loop.run_until_complete(body())
