"""Loops that are written right, each in another way."""

import asyncio
import functools
import inspect


class TakesWhatComes(asyncio.SelectorEventLoop):
    """With **kwargs."""

    def _make_socket_transport(self, sock, protocol, waiter=None, **kwargs):
        return super()._make_socket_transport(sock, protocol, waiter, **kwargs)

    def _add_reader(self, fd, callback, *args, **kwargs):
        return super()._add_reader(fd, callback, *args, **kwargs)

    def create_task(self, coro, **kwargs):
        return super().create_task(coro, **kwargs)


class NamesTheContext(asyncio.SelectorEventLoop):
    """With the keyword itself, positional-only parameters, and a timeout that may be missing."""

    def _add_reader(self, fd, callback, /, *args, context=None):
        return super()._add_reader(fd, callback, *args)

    def _process_events(self, event_list, /):
        super()._process_events(event_list)

    def create_task(self, coro, /, *, name=None, context=None, eager_start=None):
        return super().create_task(coro, name=name)

    async def shutdown_default_executor(self, timeout=None):
        await super().shutdown_default_executor()


def drops_what_the_base_lacks(method):
    """A wrapper that takes everything. What it wraps takes less."""

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        taken = inspect.signature(method).parameters
        return method(self, *args, **{name: value for name, value in kwargs.items() if name in taken})

    return wrapper


class Decorated(asyncio.SelectorEventLoop):
    """Its methods are no plain functions."""

    @drops_what_the_base_lacks
    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None):
        return super()._make_socket_transport(sock, protocol, waiter, extra=extra, server=server)

    @staticmethod
    def _timer_handle_cancelled(handle):
        pass

    _add_writer = functools.partialmethod(asyncio.SelectorEventLoop._add_writer)
    # Compiled: nobody can see what it takes.
    _write_to_self = dict.update


class Plugin:
    """A mixin, which asyncio's own class follows."""

    def call_soon(self, callback, *args, context=None):
        return super().call_soon(callback, *args, context=context)

    def _run_once(self):
        super()._run_once()


class Inherits(Plugin, TakesWhatComes):
    """Everything that it overrides is in its bases."""


class ReplacesAll(asyncio.BaseEventLoop):
    """It makes its connections itself, so that no function of asyncio leads to the hook that looks old. It has no TLS."""

    def _make_socket_transport(self, sock, protocol, waiter=None):
        raise NotImplementedError

    def _add_reader(self, fd, callback):
        return fd, callback

    async def start_tls(self, transport, protocol, sslcontext):
        raise NotImplementedError("no TLS")

    async def create_connection(self, protocol_factory, host=None, port=None, **kwargs):
        return self._connect(protocol_factory, host, port)

    async def create_server(self, protocol_factory, host=None, port=None, **kwargs):
        return self._connect(protocol_factory, host, port)

    async def connect_accepted_socket(self, protocol_factory, sock, **kwargs):
        return self._connect(protocol_factory, sock)

    def _connect(self, *where):
        return where


class OwnServer(asyncio.AbstractServer):
    """The transports that belong to it are its own, so that asyncio never gets it."""

    def _attach(self):
        pass

    def _detach(self):
        pass
