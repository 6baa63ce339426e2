"""runner.policy-makes-the-loop: a policy that records its calls

asyncio prints:
    new_event_loop
    main

anest-asyncio prints:
    'Policy' object has no attribute '_local'

Run this file with Python for anest-asyncio, and with the argument asyncio for asyncio's own loop. It needs CPython 3.12 or 3.13.
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


class Policy(asyncio.AbstractEventLoopPolicy):
    def get_event_loop(self):
        raise RuntimeError("there is no current loop")

    def set_event_loop(self, loop):
        pass

    def new_event_loop(self):
        print("new_event_loop")
        return asyncio.SelectorEventLoop()


async def main():
    print("main")


new_event_loop().close()
asyncio.set_event_loop_policy(Policy())
try:
    asyncio.run(main())
except AttributeError as error:
    print(error)
