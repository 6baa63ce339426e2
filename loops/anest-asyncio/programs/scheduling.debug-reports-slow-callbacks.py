"""scheduling.debug-reports-slow-callbacks: a callback

asyncio prints:
    slow: 1

anest-asyncio prints:
    slow: 0

Run this file with Python for anest-asyncio, and with the argument asyncio for asyncio's own loop.
"""

import logging
import time
import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import nest_asyncio

    def new_event_loop():
        loop = asyncio.new_event_loop()
        nest_asyncio.apply(loop)
        return loop


warnings = []
logger = logging.getLogger("asyncio")
logger.addFilter(lambda record: warnings.append(record.getMessage()))


def callback():
    time.sleep(0.05)
    loop.stop()


loop = new_event_loop()
loop.set_debug(True)
loop.slow_callback_duration = 0.01
loop.call_soon(callback)
loop.run_forever()
print("slow:", sum("took" in text for text in warnings))
