"""runner.run-closes-its-loop: main returns

asyncio prints:
    loop.is_closed(): True

anest-asyncio prints:
    loop.is_closed(): False

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


async def main():
    return asyncio.get_running_loop()


asyncio.set_event_loop(new_event_loop())
loop = asyncio.run(main())
print("loop.is_closed():", loop.is_closed())
