"""future.unretrieved-exception-reaches-the-handler: a future whose exception nobody asks for

asyncio prints:
    reported: ValueError('nobody asks for this')
    the end

talyn prints:
    the end

Run this file with Python for talyn, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import gc
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop

loop = new_event_loop()
loop.set_exception_handler(lambda loop, context: print("reported:", repr(context["exception"])))
future = loop.create_future()
future.set_exception(ValueError("nobody asks for this"))
loop.run_until_complete(asyncio.sleep(0))
del future
gc.collect()
loop.run_until_complete(asyncio.sleep(0.1))
print("the end")
