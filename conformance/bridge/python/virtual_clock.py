"""CPython's own selector loop on a virtual clock, which jumps to the next timer. Nothing waits.

In Pyodide, which has no selector, it is the loop of `pyodide:asyncio`. The generated programs compare the reference with it.
"""

import asyncio
import math
import selectors
import sys
from asyncio import selector_events

from loop_conformance_bridge import Stalled

loop_conformance_profiles = ["net", "gc"]


class JumpingSelector(selectors._BaseSelectorImpl):
    """Has no files. Instead of waiting it moves the clock of the loop."""

    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        timers = self.loop._scheduled
        if timeout is None or timers and timeout > 0 and math.isinf(timers[0].when()):
            # Nothing is ready, and nothing can become ready.
            raise Stalled(None)
        self.loop.now += timeout
        return []


class VirtualClockEventLoop(selector_events.BaseSelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        super().__init__(JumpingSelector(self))

    def time(self):
        return self.now

    # It needs no wake-up, because nothing else runs while it selects.

    def _make_self_pipe(self):
        pass

    def _close_self_pipe(self):
        pass

    def _write_to_self(self):
        pass


new_event_loop = VirtualClockEventLoop

if sys.platform == "emscripten":
    # Pyodide's own policy has one loop, that of the host. CPython's makes a new loop each time; here of this class.
    events = asyncio.events
    base = getattr(events, "_BaseDefaultEventLoopPolicy", None) or events.BaseDefaultEventLoopPolicy
    policy = type("DefaultEventLoopPolicy", (base,), {"_loop_factory": VirtualClockEventLoop})
    asyncio.DefaultEventLoopPolicy = asyncio.unix_events._DefaultEventLoopPolicy = policy
    events._event_loop_policy = None
