"""Stand-ins for objects that live in JavaScript. Each method calls JavaScript."""

import collections.abc


class Undefined:
    """The undefined of JavaScript. Its null is None."""

    def __repr__(self):
        return "None"

    def __bool__(self):
        return False


UNDEFINED = Undefined()


class JsObject:
    def __init__(self, bridge, number):
        self._bridge = bridge
        self._number = number

    def _ask(self, method, *arguments, **keywords):
        return self._bridge.call(self._number, method, arguments, keywords)

    def __repr__(self):
        return "<%s of the check>" % type(self).__name__[2:].lower()


class JsFunction(JsObject):
    """A function. Loops get its method, as of most programs: it is another object each time, and equal."""

    def call(self, *arguments, **keywords):
        return self._ask("call", *arguments, **keywords)

    # What asyncio shows of a callback.
    call.__qualname__ = "callback_of_the_check"


class JsError(Exception):
    """A value that JavaScript has thrown and that has no counterpart in Python."""


class JsBaseException(BaseException):
    """An error that is named BaseException: neither an Exception nor one of the fatal pair."""


class JsCoroutine(JsObject, collections.abc.Coroutine):
    __name__ = __qualname__ = "coroutine of the check"

    def send(self, value):
        return self._step("next")

    def throw(self, kind, value=None, trace=None):
        error = kind if value is None else value
        return self._step("throw", error() if isinstance(error, type) else error)

    def close(self):
        self._ask("return")

    def __await__(self):
        return self

    def __next__(self):
        return self._step("next")

    def _step(self, method, *arguments):
        try:
            done, value = self._ask(method, *arguments)
        except StopIteration as error:
            raise RuntimeError("coroutine raised StopIteration") from error
        if done:
            raise StopIteration(value)
        # A bare yield.
        return None if value is UNDEFINED else value


class JsTask(JsObject):
    """A task in JavaScript: the methods that the task registry calls."""

    def done(self):
        return self._ask("done")

    def get_loop(self):
        return self._ask("getLoop")


class JsFuture(JsTask):
    """A future or task in JavaScript: the whole protocol, and the attributes that asyncio reads on every future."""

    _source_traceback = None

    @property
    def _asyncio_future_blocking(self):
        return self._ask("get futureBlocking")

    @_asyncio_future_blocking.setter
    def _asyncio_future_blocking(self, value):
        self._ask("set futureBlocking", value)

    def result(self):
        return self._ask("result")

    def exception(self):
        return self._ask("exception")

    def cancelled(self):
        return self._ask("cancelled")

    def cancel(self, *message, **keywords):
        return self._ask("cancel", *message, *keywords.values())

    def add_done_callback(self, callback, **keywords):
        self._ask("addDoneCallback", callback, **keywords)

    def remove_done_callback(self, callback):
        return self._ask("removeDoneCallback", callback)

    def get_name(self):
        return self._ask("getName")

    def set_name(self, name):
        self._ask("setName", name)

    def __await__(self):
        return self._ask("iterator").__await__()

    __iter__ = __await__


class JsPolicy(JsObject):
    """A policy in JavaScript. `installable_policy` makes an object that also inherits from asyncio's own policy class."""

    def get_event_loop(self):
        return self._ask("getEventLoop")

    def set_event_loop(self, loop):
        self._ask("setEventLoop", loop)

    def new_event_loop(self):
        return self._ask("newEventLoop")


def installable_policy(bridge, number):
    from asyncio import events

    base = getattr(events, "_AbstractEventLoopPolicy", None) or events.AbstractEventLoopPolicy
    return type("JsPolicy", (JsPolicy, base), {})(bridge, number)


JS_CLASSES = {
    "function": JsFunction,
    "coroutine": JsCoroutine,
    "task": JsTask,
    "future": JsFuture,
    "policy": installable_policy,
    "object": JsObject,
}
