"""scheduling.debug-reports-slow-callbacks: a callback of 20 ms

asyncio prints:
    slow callbacks that were reported: 1

uringcore:UringEventLoop prints:
    slow callbacks that were reported: 0

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import logging
import sys
import time

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


class Count(logging.Handler):
    count = 0

    def emit(self, record):
        self.count += 1


handler = Count()
logging.getLogger("asyncio").addHandler(handler)
loop = new_event_loop()
loop.set_debug(True)
loop.slow_callback_duration = 0.003
loop.call_soon(time.sleep, 0.02)
loop.call_soon(loop.stop)
loop.run_forever()
print("slow callbacks that were reported:", handler.count)
