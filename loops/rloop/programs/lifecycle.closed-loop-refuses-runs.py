"""lifecycle.closed-loop-refuses-runs: both ways to run, on a loop that could be run before

asyncio prints:
    (nothing)

rloop:new_event_loop prints:
    ends with UnboundLocalError: local variable '_old_agen_hooks' referenced before assignment

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop


loop = new_event_loop()
loop.close()
try:
    loop.run_forever()
except RuntimeError:
    pass
