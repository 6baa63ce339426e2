"""A loop with five mistakes that real loops have made, independent of each other.

The suite reports exactly these five root causes. The rest is asyncio's.
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
        # Mistake 3: the name of a task is lost.
        return super().create_task(coroutine, **keywords)

    def run_until_complete(self, awaitable):
        # Mistake 4: the callback that stops the run stays on the future, and stops a later run.
        future = asyncio.ensure_future(awaitable, loop=self)
        future.add_done_callback(lambda _: self.stop())
        self.run_forever()
        if not future.done():
            raise RuntimeError("the loop was stopped before the future was done")
        return future.result()

    def call_exception_handler(self, context):
        # Mistake 5: an error in the exception handler escapes.
        handler = self.get_exception_handler() or type(self).default_exception_handler
        handler(self, context)
