"""task.refuses-a-future-without-star: a bare yield of a future

asyncio prints:
    yield was used instead of yield from
    done: True

QtAsyncio prints:
    done: False

Run this file with Python for QtAsyncio, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys
import types

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from PySide6.QtAsyncio import QAsyncioEventLoop
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication([])

    def new_event_loop():
        return QAsyncioEventLoop(application)

@types.coroutine
def body(future):
    try:
        yield future
    except RuntimeError as error:
        print(str(error).split(" in ")[0])


async def main():
    await body(loop.create_future())


loop = new_event_loop()
task = loop.create_task(main())
loop.call_later(0.1, loop.stop)
loop.run_forever()
print("done:", task.done())
