"""handles.cancelled-callback-never-runs: with no, one and two arguments

asyncio prints:
    end

rloop:new_event_loop prints:
    one
    end

Run this file with Python for rloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import rloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else rloop.new_event_loop

loop = new_event_loop()
for arguments in [(), ("one",), ("one", "two")]:
    loop.call_soon(print, *arguments).cancel()
loop.call_soon(loop.stop)
loop.run_forever()
print("end")
