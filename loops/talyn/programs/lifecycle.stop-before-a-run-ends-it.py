"""lifecycle.stop-before-a-run-ends-it: stop() twice, then a run with one callback ready

asyncio prints:
    (nothing)

talyn:Loop prints:
    ends with RuntimeError: Loop is stopping

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


loop = new_event_loop()
loop.stop()
loop.run_forever()
