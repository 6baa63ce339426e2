"""CPython's own event loop on a clock that jumps: all of `BaseEventLoop`, and nothing that waits.

It is what `asyncio` stands for where there is nothing to select on, as in an interpreter inside of JavaScript, and it is the
oracle of the random programs.
"""

import asyncio
import math
import sys

from loop_conformance_bridge import Stalled


class VirtualClockEventLoop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._now = 0.0
        # The base asks its selector to wait.
        self._selector = self

    def time(self):
        return self._now

    def select(self, timeout):
        if timeout is None or self._scheduled and timeout > 0 and math.isinf(self._scheduled[0].when()):
            # Nothing is ready, and nothing can become so.
            raise Stalled(None)
        self._now += timeout
        return ()

    def _process_events(self, events):
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
