"""Loops whose runs have one defect each: how they begin, end and are closed."""

import asyncio


class TakesAnything(asyncio.SelectorEventLoop):
    """Its run_until_complete() refuses nothing."""

    def run_until_complete(self, future):
        if not asyncio.isfuture(future) and not asyncio.iscoroutine(future):
            return None
        return super().run_until_complete(future)


class NeedsDisplay(asyncio.SelectorEventLoop):
    """As a loop of a GUI without its display."""

    def run_forever(self):
        raise RuntimeError("no DISPLAY environment variable")


class ForgetsToClose(asyncio.SelectorEventLoop):
    closed_by_user = False

    def close(self):
        self.closed_by_user = True

    def is_closed(self):
        return False


class StaysRunning(asyncio.SelectorEventLoop):
    """Its is_running() is true from the first run on."""

    has_run = False

    def run_forever(self):
        self.has_run = True
        super().run_forever()

    def is_running(self):
        return self.has_run


class TellsNumbers(asyncio.SelectorEventLoop):
    def is_running(self):
        return 1 if super().is_running() else None
