"""remove_done_callback() compares by identity. Each access to a method makes another object, so methods stay."""

import asyncio
from asyncio import futures


class Future(futures._PyFuture):
    def remove_done_callback(self, callback):
        kept = [entry for entry in self._callbacks if entry[0] is not callback]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed


class Loop(asyncio.SelectorEventLoop):
    def create_future(self):
        return Future(loop=self)


new_event_loop = Loop
