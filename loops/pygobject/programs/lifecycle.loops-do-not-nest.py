"""lifecycle.loops-do-not-nest: a run in a callback of another loop

asyncio prints:
    other.run_forever(): RuntimeError('Cannot run the event loop while another loop is running')

pygobject prints:
    other.run_forever(): None

Run this file with Python for pygobject, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from gi.events import GLibEventLoop
    from gi.repository import GLib

    def new_event_loop():
        return GLibEventLoop(GLib.MainContext())


def nested():
    other.call_soon(other.stop)
    try:
        print("other.run_forever():", other.run_forever())
    except RuntimeError as error:
        print("other.run_forever():", repr(error))
    loop.stop()


loop = new_event_loop()
other = new_event_loop()
loop.call_soon(nested)
loop.run_forever()
