"""timers.far-deadlines-stay-far: three days, on a loop whose clock jumps to the next timer

asyncio prints:
    three days later

async_solipsism:EventLoop prints:
    ends with SleepForeverError: select with no timeout and no ready events

Run this file with Python for async_solipsism:EventLoop, and with the argument asyncio for asyncio's own loop, on a clock that jumps as well.
"""

import asyncio
import sys

import async_solipsism


class JumpingLoop(asyncio.SelectorEventLoop):
    """asyncio's own loop. Where it would wait, its clock moves on."""

    def __init__(self):
        self.now = 0.0
        super().__init__()
        select = self._selector.select

        def jump(timeout=None):
            self.now += timeout or 0
            return select(0)

        self._selector.select = jump

    def time(self):
        return self.now


new_event_loop = JumpingLoop if "asyncio" in sys.argv else async_solipsism.EventLoop

loop = new_event_loop()
loop.call_later(3 * 24 * 3600, print, "three days later")
loop.call_later(3 * 24 * 3600, loop.stop)
loop.run_forever()
