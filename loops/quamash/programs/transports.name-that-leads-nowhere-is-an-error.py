"""transports.name-that-leads-nowhere-is-an-error: a name that is too long

asyncio prints:
    UnicodeError

quamash prints:
    RuntimeError:  to a different loop

Run this file with Python for quamash, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
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
        await loop.create_connection(asyncio.Protocol, "a" * 64 + ".invalid", 1)
    except OSError:
        print("OSError")
    except UnicodeError:
        print("UnicodeError")
    except RuntimeError as error:
        print("RuntimeError:", str(error).rsplit("attached", 1)[-1])


loop = new_event_loop()
loop.run_until_complete(body())
