"""A loop that a check can hardly find out: it forgets the context of every third call with one."""

import asyncio


class ForgetfulEventLoop(asyncio.SelectorEventLoop):
    calls = 0

    def call_soon(self, callback, *args, context=None):
        if context is not None:
            self.calls += 1
        return super().call_soon(callback, *args, context=None if self.calls % 3 == 2 else context)


new_event_loop = ForgetfulEventLoop
