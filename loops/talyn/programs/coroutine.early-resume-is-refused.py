"""coroutine.early-resume-is-refused: still pending at the second step

asyncio prints:
    RuntimeError: await wasn't used with future

talyn:Loop prints:
    the await of a pending future was resumed

Run this file with Python for talyn:Loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import talyn

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else talyn.Loop


class Twice:
    """Awaits a pending future, and is resumed before it is done."""

    def __init__(self, future):
        self.future = future

    def __await__(self):
        steps = iter(self.future.__await__())
        next(steps)
        try:
            next(steps)
            print("the await of a pending future was resumed")
        except RuntimeError as error:
            print("RuntimeError:", error)
        self.future._asyncio_future_blocking = False
        yield


async def main():
    await Twice(asyncio.get_running_loop().create_future())


new_event_loop().run_until_complete(main())
