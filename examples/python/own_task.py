"""A task class of its own, on the loop of asyncio. It calls the four functions by which others find its tasks."""

import asyncio
import contextvars
import itertools
from asyncio.tasks import _enter_task, _leave_task, _register_task, _unregister_task

loop_conformance_deviations = [
    {
        "clause": "cancellation.awaiter-gets-the-very-error",
        "reason": "asyncio.Future, which the class inherits from, makes a CancelledError of its own.",
    },
]

numbers = itertools.count(1)


class OwnTask(asyncio.Future):
    def __init__(self, coro, *, loop, name=None, context=None):
        super().__init__(loop=loop)
        if not asyncio.iscoroutine(coro):
            raise TypeError("a coroutine was expected, got %r" % (coro,))
        self._coro = coro
        self._name = "OwnTask-%d" % next(numbers) if name is None else str(name)
        self._context = contextvars.copy_context() if context is None else context
        self._waiter = None
        self._must_cancel = False
        self._message = None
        self._requests = 0
        loop.call_soon(self._step, context=self._context)
        _register_task(self)

    def __repr__(self):
        return "<OwnTask name=%r coro=%r>" % (self._name, self._coro)

    # What others ask.

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, name):
        self._name = str(name)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    # Cancellation.

    def cancel(self, msg=None):
        if self.done():
            return False
        self._requests += 1
        if self._waiter is not None and self._waiter.cancel(msg=msg):
            return True
        self._must_cancel, self._message = True, msg
        return True

    def cancelling(self):
        return self._requests

    def uncancel(self):
        if self._requests > 0:
            self._requests -= 1
            if self._requests == 0:
                self._must_cancel = False
        return self._requests

    # Steps.

    def _step(self, error=None):
        if self.done():
            raise asyncio.InvalidStateError("a step of a task that is done: %r" % self)
        if self._must_cancel:
            if not isinstance(error, asyncio.CancelledError):
                error = asyncio.CancelledError() if self._message is None else asyncio.CancelledError(self._message)
            self._must_cancel = False
        self._waiter = None
        _enter_task(self._loop, self)
        try:
            self._take(error)
        finally:
            _leave_task(self._loop, self)
            if self.done():
                _unregister_task(self)

    def _take(self, error):
        try:
            result = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                super().cancel(msg=self._message)
            else:
                super().set_result(stop.value)
        except asyncio.CancelledError as cancellation:
            super().cancel(*cancellation.args[:1])
        except (KeyboardInterrupt, SystemExit) as fatal:
            super().set_exception(fatal)
            raise
        except BaseException as problem:
            super().set_exception(problem)
        else:
            self._wait_for(result)

    def _wait_for(self, future):
        blocking = getattr(future, "_asyncio_future_blocking", None)
        if future is None:
            self._soon()
        elif blocking is None:
            self._soon(RuntimeError("Task got bad yield: %r" % (future,)))
        elif not blocking:
            self._soon(RuntimeError("yield was used instead of yield from in task %r with %r" % (self, future)))
        elif asyncio.futures._get_loop(future) is not self._loop:
            self._soon(RuntimeError("Task %r got Future %r attached to a different loop" % (self, future)))
        elif future is self:
            self._soon(RuntimeError("Task cannot await on itself: %r" % self))
        else:
            future._asyncio_future_blocking = False
            future.add_done_callback(self._wake_up, context=self._context)
            self._waiter = future
            if self._must_cancel and future.cancel(msg=self._message):
                self._must_cancel = False

    def _soon(self, *error):
        self._loop.call_soon(self._step, *error, context=self._context)

    def _wake_up(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()


def make_task(loop, coro, name=None, context=None, **_more):
    return OwnTask(coro, loop=loop, name=name, context=context)


class OwnTaskLoop(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        if self._task_factory is not None:
            return super().create_task(coro, **options)
        self._check_closed()
        return make_task(self, coro, **options)
