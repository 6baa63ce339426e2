"""Loops that schedule callbacks with one defect each."""

import asyncio


class MyHandle:
    """Is no asyncio.Handle, and lacks `cancelled`."""

    def __init__(self, handle):
        self._handle = handle

    def cancel(self):
        self._handle.cancel()


class ReturnsNothing(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        super().call_soon(callback, *args, context=context)


class OwnHandle(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        return MyHandle(super().call_soon(callback, *args, context=context))


class RunsAtOnce(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        if self.is_running() and args and isinstance(args[0], (int, str)):
            callback(*args)
            return super().call_soon(lambda: None)
        return super().call_soon(callback, *args, context=context)


class LosesArguments(asyncio.SelectorEventLoop):
    def call_soon_threadsafe(self, callback, *args, context=None):
        return super().call_soon_threadsafe(callback, *args[:1], context=context)


class MisspeltName(asyncio.SelectorEventLoop):
    def call_soon_threadsafe(self, callback, *args, context=None):
        handle = self.call_soon(callback, *args, context=context)
        self.wake_up()
        return handle


class NewestFirst(asyncio.SelectorEventLoop):
    def _run_once(self):
        self._ready.reverse()
        super()._run_once()
