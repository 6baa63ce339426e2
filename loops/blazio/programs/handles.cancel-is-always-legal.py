"""handles.cancel-is-always-legal: cancelled by its own callback

asyncio prints:
    the end

blazio:new_event_loop prints:
    is ended by SIGSEGV

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


def cancels_itself():
    handle.cancel()


loop = new_event_loop()
for _ in range(100):
    handle = loop.call_soon(cancels_itself)
    loop.call_soon(loop.stop)
    loop.run_forever()
    handle = loop.call_later(0, cancels_itself)
    loop.call_later(0.001, loop.stop)
    loop.run_forever()
loop.close()
print("the end")
