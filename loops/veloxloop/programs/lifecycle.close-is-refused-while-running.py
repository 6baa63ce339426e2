"""lifecycle.close-is-refused-while-running: close() in a callback

asyncio prints:
    close() in a run: Cannot close a running event loop

veloxloop:new_event_loop prints:
    close() in a run: accepted

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


def closes():
    try:
        loop.close()
        print("close() in a run: accepted")
    except RuntimeError as error:
        print("close() in a run:", error)
    loop.stop()


loop = new_event_loop()
loop.call_soon(closes)
loop.run_forever()
