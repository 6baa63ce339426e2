"""lifecycle.loops-do-not-nest: run_forever(), in a callback of another loop

asyncio prints:
    RuntimeError: Cannot run the event loop while another loop is running

uringcore:UringEventLoop prints:
    the other loop ran inside of this one

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


def nested():
    other.call_soon(other.stop)
    try:
        other.run_forever()
        print("the other loop ran inside of this one")
    except RuntimeError as error:
        print("RuntimeError:", error)
    loop.stop()


loop = new_event_loop()
other = new_event_loop()
loop.call_soon(nested)
loop.run_forever()
