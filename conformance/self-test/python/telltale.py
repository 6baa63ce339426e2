"""For the tests of the bridge: a loop whose clock tells how many futures are alive, and one whose clock raises."""

import asyncio
import gc


class CountsFutures(asyncio.SelectorEventLoop):
    def time(self):
        return sum(isinstance(value, asyncio.Future) for value in gc.get_objects())


class StopsIterating(asyncio.SelectorEventLoop):
    is_ready = False

    def time(self):
        if self.is_ready:
            self.is_ready = False
            raise StopIteration("from the clock")
        return super().time()

    def set_exception_handler(self, handler):
        self.is_ready = True
