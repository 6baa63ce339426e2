"""Loops with the overrides of loops that people use, as far as a version of CPython breaks them."""

import asyncio


class ReadsLikeQasync(asyncio.SelectorEventLoop):
    """qasync, and trio-asyncio but for a keyword of its own."""

    def _add_reader(self, fd, callback, *args):
        pass

    def _add_writer(self, fd, callback, *args, _defer_start=False):
        pass


class CopiesTheBase(asyncio.SelectorEventLoop):
    """It has the signature that the base declares up to 3.14."""

    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None):
        return super()._make_socket_transport(sock, protocol, waiter, extra=extra, server=server)


class CountingServer(asyncio.base_events.Server):
    def _attach(self):
        pass


class Serves(asyncio.SelectorEventLoop):
    """Its module has a server of its own."""


class NamesTasks(asyncio.SelectorEventLoop):
    """The signature of create_task() from 3.11 to 3.13."""

    def create_task(self, coro, *, name=None, context=None):
        return asyncio.Task(coro, loop=self, name=name, context=context)


class ForgetsTheContext(asyncio.SelectorEventLoop):
    """The signature of create_task() up to 3.10."""

    def create_task(self, coro, *, name=None):
        return asyncio.Task(coro, loop=self, name=name)


class WaitsForThreads(asyncio.SelectorEventLoop):
    async def shutdown_default_executor(self):
        await super().shutdown_default_executor()


class Signal(asyncio.Future):
    """gbulb has a future like this."""

    def cancel(self):
        return super().cancel()


class Waits(asyncio.SelectorEventLoop):
    """Its module has a future of its own."""
