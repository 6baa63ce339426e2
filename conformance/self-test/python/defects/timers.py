"""Loops whose timers have one defect each."""

import asyncio


class CountsMilliseconds(asyncio.SelectorEventLoop):
    def call_later(self, delay, callback, *args, context=None):
        return super().call_later(delay / 1000, callback, *args, context=context)


class PlainHandle(asyncio.SelectorEventLoop):
    """As loops that turn a timer that is due into a plain call."""

    def call_at(self, when, callback, *args, context=None):
        if when <= self.time():
            return self.call_soon(callback, *args, context=context)
        return super().call_at(when, callback, *args, context=context)


class HasNoWhen(asyncio.SelectorEventLoop):
    """Its timers are handles without when()."""

    def call_at(self, when, callback, *args, context=None):
        super().call_at(when, callback, *args, context=context)
        return asyncio.Handle(callback, args, self, context)


class MisspeltInCallAt(asyncio.SelectorEventLoop):
    def call_at(self, when, callback, *args, context=None):
        if when < self.time():
            when = now  # noqa: F821
        return super().call_at(when, callback, *args, context=context)


class TakesText(asyncio.SelectorEventLoop):
    def call_later(self, delay, callback, *args, context=None):
        return super().call_later(float(delay or 0), callback, *args, context=context) if delay != "soon" else None
