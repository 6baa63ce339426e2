"""CPython's own selector loop on a clock that jumps: all of it, and nothing that waits.

It is what `asyncio` stands for where there is nothing to select on, as in an interpreter inside of JavaScript, and it is the
oracle of the random programs.
"""

import asyncio
import math
import selectors
import sys
from asyncio import selector_events

from loop_conformance_bridge import Stalled

loop_conformance_profiles = ["net", "gc"]


class JumpingSelector(selectors._BaseSelectorImpl):
    """Has no files to wait for. Waiting moves the clock of the loop."""

    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        timers = self.loop._scheduled
        if timeout is None or timers and timeout > 0 and math.isinf(timers[0].when()):
            # Nothing is ready, and nothing can become so.
            raise Stalled(None)
        self.loop.now += timeout
        return []


class VirtualClockEventLoop(selector_events.BaseSelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        super().__init__(JumpingSelector(self))

    def time(self):
        return self.now

    # Nobody wakes it, for nothing else runs meanwhile.

    def _make_self_pipe(self):
        pass

    def _close_self_pipe(self):
        pass

    def _write_to_self(self):
        pass


new_event_loop = VirtualClockEventLoop

if sys.platform == "emscripten":
    # The policy there has one loop, which is that of the host. CPython's own makes new ones: here of this class.
    events = asyncio.events
    base = getattr(events, "_BaseDefaultEventLoopPolicy", None) or events.BaseDefaultEventLoopPolicy
    policy = type("DefaultEventLoopPolicy", (base,), {"_loop_factory": VirtualClockEventLoop})
    asyncio.DefaultEventLoopPolicy = asyncio.unix_events._DefaultEventLoopPolicy = policy
    events._event_loop_policy = None
