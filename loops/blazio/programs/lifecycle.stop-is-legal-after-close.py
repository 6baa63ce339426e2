"""lifecycle.stop-is-legal-after-close: stop() on a loop that has run

asyncio prints:
    (nothing)

blazio:new_event_loop prints:
    ends with RuntimeError: Event loop is closed

Run this file with Python for blazio:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import blazio

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else blazio.new_event_loop


loop = new_event_loop()
loop.close()
loop.stop()
