"""lifecycle.stop-before-a-run-ends-it: stop() twice, then a run with one callback ready

asyncio prints:
    (nothing)

zloop:new_event_loop prints:
    does not end

Run this file with Python for zloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import zloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else zloop.new_event_loop


loop = new_event_loop()
loop.stop()
loop.run_forever()
