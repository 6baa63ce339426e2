"""lifecycle.closed-loop-refuses-runs: run_forever() of a closed loop

asyncio prints:
    RuntimeError: Event loop is closed

veloxloop:new_event_loop prints:
    run_forever() of a closed loop still runs after a second

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop

import os
import threading

loop = new_event_loop()
loop.close()
threading.Timer(1, lambda: (print("run_forever() of a closed loop still runs after a second", flush=True), os._exit(0))).start()
try:
    loop.run_forever()
except RuntimeError as error:
    print("RuntimeError:", error, flush=True)
os._exit(0)
