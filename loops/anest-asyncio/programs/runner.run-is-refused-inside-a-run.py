"""runner.run-is-refused-inside-a-run: in a callback

asyncio prints:
    RuntimeError: asyncio.run() cannot be called from a running event loop

anest-asyncio prints:
    asyncio.run() returned

Run this file with Python for anest-asyncio, and with the argument asyncio for asyncio's own loop.
"""

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


async def body():
    pass


def callback():
    coroutine = body()
    try:
        asyncio.run(coroutine)
        print("asyncio.run() returned")
    except RuntimeError as error:
        print("RuntimeError:", error)
    finally:
        coroutine.close()
        loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
