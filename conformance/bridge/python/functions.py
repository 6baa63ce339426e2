"""The functions that JavaScript can call: what is not a method of an object."""

import contextvars
import sys

from loop_conformance_tls import make_ssl_context


def step(awaitable, method, *arguments):
    """One step of an awaitable. Returns whether it is done, and what it yielded or returned."""
    try:
        if method == "send":
            return [False, awaitable.send(None)]
        if method == "throw":
            return [False, awaitable.throw(*arguments)]
        return [True, awaitable.close()]
    except StopIteration as stop:
        return [True, stop.value]


def iterate(future):
    """What `await` iterates over, with send() and throw(). An iterator need not have them, and may be the future itself."""
    iterator = future.__await__()
    return iterator if hasattr(iterator, "send") else awaiting(future)


async def awaiting(future):
    return await future


def listen_to_warnings():
    """Returns a function that takes the warnings of asyncio's logger since its last call. They still go where they went."""
    import logging

    warnings = []

    def keep(record):
        if record.levelno == logging.WARNING:
            warnings.append(record.getMessage())
        return True

    def take():
        taken, warnings[:] = list(warnings), []
        return taken

    logging.getLogger("asyncio").addFilter(keep)
    return take


def run_main(main, loop_factory=None, **keywords):
    """`asyncio.run`. Before 3.12 it takes no factory; a temporary policy makes the loop instead."""
    import asyncio

    if loop_factory is None:
        return asyncio.run(main, **keywords)
    if sys.version_info >= (3, 12):
        return asyncio.run(main, loop_factory=loop_factory, **keywords)

    class Policy(asyncio.DefaultEventLoopPolicy):
        new_event_loop = staticmethod(loop_factory)

    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(Policy())
    try:
        return asyncio.run(main, **keywords)
    finally:
        asyncio.set_event_loop_policy(before)


def leave(manager, error):
    """The awaitable at the end of an `async with`."""
    kind, trace = (None, None) if error is None else (type(error), error.__traceback__)
    return manager.__aexit__(kind, error, trace)


class Completions:
    """What `as_completed` returns: up to 3.12 a generator, since 3.13 an object that can also be iterated with `async for`."""

    def __init__(self, iterator):
        self.iterator = iterator

    def next_coroutine(self):
        """Returns whether the iteration is over, and the next coroutine."""
        for coroutine in self.iterator:
            return [False, coroutine]
        return [True, None]

    async def anext(self):
        try:
            return await self.iterator.__anext__()
        except StopAsyncIteration:
            return None


async def next_line(reader):
    """A step of `async for`. None at the end of the stream."""
    try:
        return await reader.__anext__()
    except StopAsyncIteration:
        return None


def call_from_thread(loop, callback, seconds):
    """Schedules the callback on the loop from another thread, after these seconds."""
    import threading
    import time

    def schedule():
        time.sleep(seconds)
        try:
            loop.call_soon_threadsafe(callback)
        except Exception:
            # The loop is closed, or has no such method. The check fails because the callback does not run.
            pass

    threading.Thread(target=schedule, daemon=True).start()


def busy_time():
    """How long this thread has run or, where the system tells, waited for a processor; in seconds."""
    import time

    try:
        with open("/proc/thread-self/schedstat") as numbers:
            ran, waited = numbers.read().split()[:2]
        return (int(ran) + int(waited)) / 1e9
    except (OSError, ValueError):
        return time.thread_time()


def limit_of_files():
    """Returns a function that sets whether this process may open files and sockets, and returns whether the system can limit that."""
    before = []

    def may_open(allowed):
        import os
        from asyncio import constants

        try:
            import resource
        except ImportError:
            return False
        if not allowed and not before:
            before.append((resource.getrlimit(resource.RLIMIT_NOFILE), constants.ACCEPT_RETRY_DELAY))
            # asyncio waits a second before it accepts again. That is as long as a check may take.
            constants.ACCEPT_RETRY_DELAY = 0.05
            next_number = os.dup(0)
            os.close(next_number)
            resource.setrlimit(resource.RLIMIT_NOFILE, (next_number, before[0][0][1]))
        elif allowed and before:
            limits, constants.ACCEPT_RETRY_DELAY = before.pop()
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        return True

    return may_open


async def addresses(loop, host, port, family, kind, proto, flags):
    """The addresses of a name, as JavaScript has them."""
    import socket

    families = {0: 0, 4: socket.AF_INET, 6: socket.AF_INET6}
    kinds = {"stream": socket.SOCK_STREAM, "datagram": socket.SOCK_DGRAM}
    found = await loop.getaddrinfo(host, port, family=families[family], type=kinds[kind], proto=proto, flags=flags)
    found = listed(found, "getaddrinfo() returned", "addresses")
    numbers = {number: name for name, number in families.items()}
    names = {number: name for name, number in kinds.items()}
    return [[numbers.get(one[0]), names.get(one[1]), int(one[2]), one[3], *one[4][:2]] for one in found]


def name_of_address(loop, host, port, numeric_host, numeric_service):
    import socket

    flags = numeric_host * socket.NI_NUMERICHOST | numeric_service * socket.NI_NUMERICSERV
    return loop.getnameinfo((host, port), flags)


def sockets_of(server):
    """The sockets of a server, as JavaScript has them."""

    def address(sock):
        name = sock.getsockname()
        return {"path": name} if isinstance(name, (str, bytes)) else {"host": name[0], "port": name[1]}

    return [{"localAddress": address(sock)} for sock in listed(server.sockets, "sockets of the server is", "sockets")]


def listed(value, what, members):
    """The value, which has to be a list or a tuple: an error of Python says nothing about where it comes from."""
    if not isinstance(value, (list, tuple)):
        raise TypeError("{} {!r}, not a list of {}".format(what, value, members))
    return value


def address_family(number):
    import socket

    return socket.AF_INET6 if number == 6 else socket.AF_INET


def bind_socket(host, port):
    """A socket of the system that is bound to the address, and does not listen yet."""
    import socket

    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.bind((host, port))
    return sock


def bind_unix_socket(path):
    """A Unix socket of the system that is bound to the path, and does not listen yet."""
    import socket

    sock = socket.socket(socket.AF_UNIX)
    sock.bind(path)
    return sock


def accept_from(sock):
    """A connection that has come already."""
    return sock.accept()[0]


def module_functions(bridge):
    import asyncio
    from asyncio import futures, tasks

    def set_blocking(future, value):
        future._asyncio_future_blocking = value

    return {
        "begin_check": bridge.begin_check,
        "take_warnings": listen_to_warnings(),
        "call_from_thread": call_from_thread,
        # Pyodide has no threads, and JavaScript does not call it there.
        "cpu_time": busy_time,
        "may_open": limit_of_files(),
        "end_check": bridge.end_check,
        "release": bridge.release,
        "count_objects": lambda: len(bridge.objects) + len(bridge.js_objects),
        "iterate": iterate,
        "step": step,
        "get_blocking": lambda future: future._asyncio_future_blocking,
        "set_blocking": set_blocking,
        "get_value": lambda context, variable: context.get(variable),
        "has_value": lambda context, variable: variable in context,
        "name_of": lambda variable: variable.name,
        "register_task": tasks._register_task,
        "unregister_task": tasks._unregister_task,
        "enter_task": tasks._enter_task,
        "leave_task": tasks._leave_task,
        "all_tasks": asyncio.all_tasks,
        "current_task": asyncio.current_task,
        # Since 3.12.
        "register_eager_task": getattr(tasks, "_register_eager_task", None),
        "unregister_eager_task": getattr(tasks, "_unregister_eager_task", None),
        "swap_current_task": getattr(tasks, "_swap_current_task", None),
        "eager_task_factory": getattr(asyncio, "eager_task_factory", None),
        "create_eager_task_factory": getattr(asyncio, "create_eager_task_factory", None),
        "get_running_loop": asyncio.get_running_loop,
        "peek_running_loop": asyncio._get_running_loop,
        "set_running_loop": asyncio._set_running_loop,
        "get_event_loop": asyncio.get_event_loop,
        "set_event_loop": asyncio.set_event_loop,
        "new_event_loop": asyncio.new_event_loop,
        "get_event_loop_policy": asyncio.get_event_loop_policy,
        "set_event_loop_policy": asyncio.set_event_loop_policy,
        "create_task": asyncio.create_task,
        "ensure_future": asyncio.ensure_future,
        "isfuture": futures.isfuture,
        "iscoroutine": asyncio.iscoroutine,
        "sleep": asyncio.sleep,
        "gather": lambda awaitables, **keywords: asyncio.gather(*awaitables, **keywords),
        "wait": asyncio.wait,
        "wait_for": asyncio.wait_for,
        "as_completed": lambda awaitables, **keywords: Completions(asyncio.as_completed(awaitables, **keywords)),
        "iterator": iter,
        "shield": asyncio.shield,
        # Since 3.11, as the clauses say.
        "timeout": getattr(asyncio, "timeout", None),
        "timeout_at": getattr(asyncio, "timeout_at", None),
        "TaskGroup": getattr(asyncio, "TaskGroup", None),
        "Runner": getattr(asyncio, "Runner", None),
        "enter": lambda manager: manager.__aenter__(),
        "leave": leave,
        "run_main": run_main,
        "open_connection": asyncio.open_connection,
        "start_server": asyncio.start_server,
        # Not on Windows.
        "open_unix_connection": getattr(asyncio, "open_unix_connection", None),
        "start_unix_server": getattr(asyncio, "start_unix_server", None),
        "StreamReader": asyncio.StreamReader,
        "StreamReaderProtocol": asyncio.StreamReaderProtocol,
        "StreamWriter": asyncio.StreamWriter,
        "next_line": next_line,
        "sockets_of": sockets_of,
        "make_ssl_context": make_ssl_context,
        "address_family": address_family,
        "bind_socket": bind_socket,
        "bind_unix_socket": bind_unix_socket,
        "accept_from": accept_from,
        "addresses": addresses,
        "name_of_address": name_of_address,
        "copy_context": contextvars.copy_context,
        "ContextVar": contextvars.ContextVar,
        "Future": asyncio.Future,
        "Task": asyncio.Task,
    }
