"""A loop whose clock stands still until the loop has nothing to do. Then the clock goes to the next timer."""

import asyncio
import selectors


class JumpingSelector(selectors.DefaultSelector):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        ready = super().select(0)
        if not ready and timeout is None:
            # There are no timers. Only another thread or a socket can go on, so the loop really waits.
            return super().select(None)
        if not ready and timeout > 0:
            self.loop.now += timeout
        return ready


class AdvancedClockLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        super().__init__(JumpingSelector(self))

    def time(self):
        return self.now
