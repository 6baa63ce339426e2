"""transports.talks-to-a-real-server: by its name, on the first of two loops

asyncio prints:
    connected

asyncqtpy prints:
    RuntimeError:  to a different loop

Run this file with Python for asyncqtpy, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import socket
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from qtpy.QtCore import QCoreApplication

    import asyncqtpy

    application = QCoreApplication([])

    def new_event_loop():
        return asyncqtpy.QEventLoop(application)


async def body():
    # A connection that nobody has accepted is enough.
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    try:
        transport, _ = await loop.create_connection(asyncio.Protocol, "localhost", port, family=socket.AF_INET)
        print("connected", flush=True)
        transport.close()
    except RuntimeError as error:
        print("RuntimeError:", str(error).rsplit("attached", 1)[-1], flush=True)
    server.close()


loop = new_event_loop()
other = new_event_loop()
loop.run_until_complete(body())
other.close()
loop.close()
