"""A loop with five mistakes that real loops have made, each independent of the others.

The suite is to name these five, and nothing else, as root causes. The rest is asyncio's own.
"""

import asyncio


class BrokenLoop(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        # Mistake 1: a closed loop takes callbacks, and never runs them.
        if self.is_closed():
            return asyncio.Handle(callback, args, self)
        return super().call_soon(callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        # Mistake 2: a timer does not run in the context that it was given.
        return super().call_later(delay, callback, *args)

    def create_task(self, coroutine, *, name=None, **keywords):
        # Mistake 3: the name of a task is lost on the way.
        return super().create_task(coroutine, **keywords)

    def run_until_complete(self, awaitable):
        # Mistake 4: what ends the run stays on the future when something else ends it, and ends a later run.
        future = asyncio.ensure_future(awaitable, loop=self)
        future.add_done_callback(lambda _: self.stop())
        self.run_forever()
        if not future.done():
            raise RuntimeError("the loop was stopped before the future was done")
        return future.result()

    def call_exception_handler(self, context):
        # Mistake 5: nothing stands between an error of the handler and whoever reports one.
        handler = self.get_exception_handler() or type(self).default_exception_handler
        handler(self, context)
