"""scheduling.debug-reports-slow-callbacks: a callback, with every duration

asyncio prints:
    0.5 s: no callback is reported
    0.003 s: slow callbacks are reported
    0 s: slow callbacks are reported
    -1 s: slow callbacks are reported

cadeloop:new_event_loop prints:
    0.5 s: no callback is reported
    0.003 s: no callback is reported
    0 s: slow_callback_duration must be a positive number
    -1 s: slow_callback_duration must be a positive number

Run this file with Python for cadeloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import logging
import sys
import time

import cadeloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else cadeloop.new_event_loop


class Count(logging.Handler):
    count = 0

    def emit(self, record):
        self.count += 1


handler = Count()
logging.getLogger("asyncio").addHandler(handler)
loop = new_event_loop()
loop.set_debug(True)
for limit in (0.5, 0.003, 0, -1):
    try:
        loop.slow_callback_duration = limit
    except ValueError as error:
        print(limit, "s:", error)
        continue
    handler.count = 0
    loop.call_soon(time.sleep, 0.02)
    loop.call_soon(loop.stop)
    loop.run_forever()
    print(limit, "s:", "slow callbacks are reported" if handler.count else "no callback is reported")
