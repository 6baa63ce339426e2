"""The Python end of the bridge: it lets checks written in TypeScript use the event loops of this interpreter.

Everything that crosses is a line of JSON. A call is ["c", target, method, arguments, keywords]; it is answered by
["r", value], by ["e", error], or, when the deadline of the check has passed inside it, by ["s", place]. Calls nest
strictly: whoever waits for an answer serves the calls that come first. That is how a loop runs a callback in JavaScript,
which calls the loop again.

Values are JSON where they can be. The rest is an object with one key that says what it is: {"p": number, "k": kind} lives
here, {"j": number, "k": kind} lives in JavaScript, and both keep their identity on both sides. Numbers are valid until the
check ends. Nothing but the standard library is used, and nothing of asyncio before the candidate has been imported, which
may want to change it first.
"""

import base64
import collections.abc
import contextvars
import errno
import gc
import hashlib
import importlib
import importlib.util
import json
import math
import os
import signal
import sys
import traceback
import types
import weakref

MAX_EXACT_INTEGER = 2**53
STANDARD_LIBRARY = os.path.dirname(os.__file__)


class Refused(Exception):
    """The candidate cannot be judged; the message is for its author."""


class Stalled(KeyboardInterrupt):
    """The deadline of the check has passed. One of the fatal pair, because every loop lets that pair out."""

    def __init__(self, place):
        super().__init__("the deadline of the check has passed")
        self.place = place


class Undefined:
    """JavaScript's undefined, which is not null."""

    def __repr__(self):
        return "undefined"

    def __bool__(self):
        return False


UNDEFINED = Undefined()


# What lives in JavaScript, as seen from here.


class JsObject:
    def __init__(self, bridge, number):
        self._bridge = bridge
        self._number = number

    def _ask(self, method, *arguments, **keywords):
        return self._bridge.call(self._number, method, arguments, keywords)

    def __repr__(self):
        return "<%s of JavaScript>" % type(self).__name__[2:].lower()


class JsFunction(JsObject):
    def __call__(self, *arguments, **keywords):
        return self._ask("call", *arguments, **keywords)


class JsError(Exception):
    """Anything thrown in JavaScript that has no counterpart here."""


class JsCoroutine(JsObject, collections.abc.Coroutine):
    __name__ = __qualname__ = "coroutine of JavaScript"

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
    """Somebody's task: what the registry asks of it."""

    def done(self):
        return self._ask("done")

    def get_loop(self):
        return self._ask("getLoop")


class JsFuture(JsTask):
    """Somebody's future, or task: the whole protocol, and what asyncio itself looks for on every future."""

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
    """Somebody's policy. What is given to asyncio is of a class that inherits from its own, which is made when it is needed."""

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


class Bridge:
    """Calls JavaScript, serves its calls, and knows which number is which object."""

    def __init__(self, exchange):
        self.exchange = exchange
        self.functions = {"start": lambda *names: start(self, *names)}
        self.objects = {}
        self.numbers = {}
        self.last_number = 0
        self.js_objects = {}
        self.late = False
        # True while this end has nothing to do but wait for the other one: an alarm must not interrupt that.
        self.waiting = True
        self.is_resetting = False

    # Calls

    def call(self, number, method, arguments, keywords):
        """Calls a method of an object in JavaScript."""
        if self.is_resetting:
            return None
        self.waiting = True
        keywords = {name: self.encode(value) for name, value in keywords.items()}
        call = ["c", number, method, [self.encode(value) for value in arguments], keywords]
        kind, value = json.loads(self.exchange(json.dumps(call)))
        value = self.decode(value)
        self.waiting = False
        self.raise_if_late()
        if kind == "r":
            return value
        raise value

    def serve(self, text):
        """Does what JavaScript asks for, and answers the reply."""
        _, number, method, arguments, keywords = json.loads(text)
        try:
            arguments = [self.decode(value) for value in arguments]
            keywords = {name: self.decode(value) for name, value in keywords.items()}
            self.waiting = False
            self.raise_if_late()
            function = self.functions[method] if number == 0 else getattr(self.objects[number], method)
            answer = function(*arguments, **keywords)
            self.waiting = True
            reply = ["r", self.encode(answer)]
        except Stalled as stalled:
            self.waiting = True
            reply = ["s", stalled.place]
        except BaseException as error:
            self.waiting = True
            reply = ["e", self.encode(error)]
        return json.dumps(reply)

    def raise_if_late(self):
        if self.late:
            self.late = False
            raise Stalled(None)

    # Values

    def encode(self, value):
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int and abs(value) <= MAX_EXACT_INTEGER:
            return value
        if kind is float:
            return value if math.isfinite(value) else {"n": str(value)}
        if value is UNDEFINED:
            return {"u": True}
        if isinstance(value, JsObject):
            return {"j": value._number}
        if isinstance(value, BaseException):
            return self.encode_error(value)
        if kind is set or kind is frozenset:
            return {"s": [self.encode(member) for member in value]}
        if kind is list or kind is tuple:
            return {"l": [self.encode(member) for member in value]}
        if kind is dict:
            return {"d": {str(key): self.encode(member) for key, member in value.items()}}
        if kind is bytes or kind is bytearray or kind is memoryview:
            return {"b": base64.b64encode(value).decode()}
        if kind.__name__ == "TransportSocket":
            # What a transport shows is its socket in a wrapper that is not for use.
            return self.encode(value._sock)
        return {"p": self.number_of(value), "k": kind_of(value), "n": type(value).__name__}

    def number_of(self, value):
        # Two accesses to a method give two objects, which are equal.
        is_method = isinstance(value, (types.MethodType, types.BuiltinMethodType))
        key = value if is_method else id(value)
        number = self.numbers.get(key)
        if number is None:
            self.last_number += 1
            number = self.numbers[key] = self.last_number
            self.objects[number] = value
        return number

    def release(self, numbers):
        """
        Lets go of what JavaScript holds no more, and collects garbage. Answers which objects of JavaScript are held no more
        here. What has no weak references stays until the check ends.
        """
        for number in numbers:
            value = self.objects.pop(number)
            self.numbers = {key: known for key, known in self.numbers.items() if known != number}
            del value
        weak = {number: weakly(value) for number, value in self.js_objects.items()}
        self.js_objects.clear()
        gc.collect()
        held = {number: refer() for number, refer in weak.items()}
        self.js_objects.update((number, value) for number, value in held.items() if value is not None)
        return [number for number, value in held.items() if value is None]

    def encode_error(self, error):
        number = getattr(error, "__js__", None)
        if number is not None:
            return {"j": number}
        frames = traceback.extract_tb(error.__traceback__)
        return {
            "p": self.number_of(error),
            "k": "error",
            "n": error_kind(error),
            "m": message_of(error),
            "a": [self.encode(argument) for argument in arguments_of(error)],
            "t": [[frame.name, frame.filename, frame.lineno] for frame in reversed(frames)],
        }

    def decode(self, value):
        if not isinstance(value, dict):
            return value
        if "p" in value:
            return self.objects[value["p"]]
        if "j" in value:
            return self.decode_js(value)
        if "l" in value:
            return [self.decode(member) for member in value["l"]]
        if "d" in value:
            return {key: self.decode(member) for key, member in value["d"].items()}
        if "b" in value:
            return base64.b64decode(value["b"])
        return UNDEFINED if "u" in value else float(value["n"])

    def decode_js(self, value):
        number, kind = value["j"], value["k"]
        known = self.js_objects.get(number)
        # What crossed as a value before may be thrown now.
        if known is None or kind == "error" and not isinstance(known, BaseException):
            known = self.decode_error(value) if kind == "error" else JS_CLASSES[kind](self, number)
            self.js_objects[number] = known
        return known

    def decode_error(self, value):
        kind, message = value["n"], value["m"]
        asyncio = sys.modules["asyncio"]
        if kind == "CancelledError":
            error = asyncio.CancelledError(*[self.decode(argument) for argument in value["a"]])
        elif kind == "OSError":
            error = OSError(getattr(errno, str(value["a"][0]), errno.EIO), message)
        elif kind in JS_ERROR_KINDS and kind != "ExceptionGroup":
            error = (getattr(asyncio, kind, None) or getattr(sys.modules["builtins"], kind))(message)
        else:
            error = JsError("%s: %s" % (kind, message))
        error.__js__ = value["j"]
        return error

    # Checks

    def begin_check(self, seconds):
        """From now on a call that has not come back after so many seconds is interrupted, wherever it is."""
        self.late = False
        if hasattr(signal, "setitimer"):
            # Again and again: a loop may swallow what interrupts it.
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)

    def end_check(self):
        """Lets go of everything that has crossed. What Python says of tasks and exceptions that die now is not heard."""
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        asyncio = sys.modules["asyncio"]
        self.is_resetting = True
        for value in self.objects.values():
            if kind_of(value) == "loop":
                forget_current_task(asyncio, value)
        asyncio._set_running_loop(None)
        if isinstance(asyncio.events._event_loop_policy, JsPolicy):
            asyncio.events._event_loop_policy = None
        self.objects.clear()
        self.numbers.clear()
        self.js_objects.clear()
        gc.collect()
        self.is_resetting = False

    def on_alarm(self, _signal, frame):
        if self.waiting:
            self.late = True
        else:
            raise Stalled(place_of(frame))


def weakly(value):
    try:
        return weakref.ref(value)
    except TypeError:
        return lambda: value


JS_ERROR_KINDS = (
    "RuntimeError",
    "ValueError",
    "TypeError",
    "InvalidStateError",
    "TimeoutError",
    "ExceptionGroup",
    "SystemExit",
    "KeyboardInterrupt",
    "OSError",
)


def error_kind(error):
    """The name of the nearest class that the contract knows, else of the class itself."""
    if type(error).__name__ == "BaseExceptionGroup":
        return "ExceptionGroup"
    for ancestor in type(error).__mro__:
        if ancestor.__name__ in JS_ERROR_KINDS or ancestor.__name__ == "CancelledError":
            return ancestor.__name__
    return type(error).__name__


def message_of(error):
    try:
        return str(error)
    except Exception:
        return "an error that cannot be printed"


def arguments_of(error):
    """What an error is made of in JavaScript: of the system's errors it is the name of the code."""
    return [errno.errorcode.get(error.errno)] if isinstance(error, OSError) else error.args


def kind_of(value):
    """What a value is to the other end. Loops, tasks and handles need not inherit from those of asyncio."""
    asyncio = sys.modules["asyncio"]
    if isinstance(value, contextvars.Context):
        return "context"
    if isinstance(value, contextvars.ContextVar):
        return "variable"
    if asyncio.isfuture(value):
        return "task" if hasattr(value, "get_coro") else "future"
    if isinstance(value, type):
        return "function"
    if hasattr(value, "call_soon"):
        return "loop"
    if hasattr(value, "reschedule"):
        return "timeout"
    if hasattr(value, "create_task"):
        return "group"
    if hasattr(value, "get_write_buffer_size"):
        return "transport"
    if hasattr(value, "cancel") and hasattr(value, "_run") or isinstance(value, asyncio.Handle):
        return "timer" if hasattr(value, "when") else "handle"
    if hasattr(value, "send") and hasattr(value, "throw"):
        return "coroutine"
    if hasattr(value, "get_event_loop"):
        return "policy"
    if hasattr(value, "run") and hasattr(value, "get_loop"):
        return "runner"
    if callable(value):
        return "function"
    if hasattr(value, "cancel") and hasattr(value, "cancelled"):
        return "timer" if hasattr(value, "when") else "handle"
    return "object"


def place_of(frame):
    """Where the innermost frame is that is neither ours nor the standard library's."""
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(("<", STANDARD_LIBRARY)):
            return {"function": frame.f_code.co_name, "file": file, "line": frame.f_lineno}
        frame = frame.f_back
    return None


def forget_current_task(asyncio, loop):
    """A check that failed may have entered a task and never left it."""
    # Since 3.14 only the running loop has a current task.
    asyncio._set_running_loop(loop)
    try:
        asyncio.tasks._swap_current_task(loop, None)
    except (AttributeError, KeyError):
        asyncio.tasks._current_tasks.pop(loop, None)


# Finding the candidate

# What asyncio's own loop claims beyond the core.
OWN_PROFILES = ["timers-real", "debug", "net", "net-real", "gc"]


def load_candidate(module_name, callable_name):
    """Imports the candidate, by name or from a file, and answers what makes its loops, with what is known of it."""
    module = import_candidate(module_name)
    import asyncio

    found = find_callable(asyncio, module, module_name, callable_name)
    if isinstance(found, type) and hasattr(found, "new_event_loop") and not hasattr(found, "call_soon"):
        found = found()
    is_policy = hasattr(found, "new_event_loop") and not isinstance(found, types.ModuleType)
    if not is_policy and not callable(found):
        raise Refused(
            "%s of %s is %r.\nExpected: a callable that returns a new event loop, a loop class, or an event loop policy."
            % (callable_name, module_name, found)
        )
    return found.new_event_loop if is_policy else found, module


def import_candidate(name):
    try:
        if name.endswith(".py") or os.sep in name:
            return import_file(name)
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name.split(".")[0] or error.name == name:
            raise Refused("There is no module %s in %s." % (error.name, sys.executable or "this interpreter")) from None
        raise refused_by(name, error) from error
    except BaseException as error:
        raise refused_by(name, error) from error


def import_file(path):
    path = os.path.abspath(path)
    name = os.path.splitext(os.path.basename(path))[0]
    # What stands beside the file can be imported, as when it is run.
    sys.path.insert(0, os.path.dirname(path))
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def refused_by(name, error):
    frames = traceback.extract_tb(error.__traceback__)
    outside = [frame for frame in frames if not frame.filename.startswith(("<", STANDARD_LIBRARY))]
    at = "\nAt:       %s:%d" % (outside[-1].filename, outside[-1].lineno) if outside else ""
    return Refused(
        "%s could not be imported.\nFound:    %s: %s%s\nExpected: a module that loads without an error."
        % (name, type(error).__name__, message_of(error), at)
    )


def find_callable(asyncio, module, module_name, callable_name):
    if callable_name:
        found = module
        for part in callable_name.split("."):
            if not hasattr(found, part):
                near = ", ".join(name for name in dir(module) if "oop" in name and not name.startswith("_"))
                raise Refused(
                    "%s has no %s.\nFound:    %s\nExpected: a callable that returns a new event loop."
                    % (module_name, callable_name, near or "nothing with 'loop' in its name")
                )
            found = getattr(found, part)
        return found
    if hasattr(module, "new_event_loop"):
        return module.new_event_loop
    base = asyncio.AbstractEventLoop
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__
    ]
    if len(classes) == 1:
        return classes[0]
    found = ", ".join(one.__name__ for one in classes) or "no class of event loops and no new_event_loop"
    raise Refused(
        "%s does not say how to make a loop.\nFound:    %s\nExpected: python:%s:<callable>, where the callable returns a "
        "new event loop." % (module_name, found, module_name)
    )


def is_standard(module):
    """The module is CPython's own, or stands for it."""
    file = module.__file__
    return file.startswith(STANDARD_LIBRARY) and "site-packages" not in file or module.__name__ == "virtual_clock"


def hash_of(module):
    """Of the module, or of every file of its package."""
    digest = hashlib.sha256()
    file = getattr(module, "__file__", None)
    if file is None:
        return digest.hexdigest()
    folder = os.path.dirname(file)
    is_package = os.path.basename(file).startswith("__init__.")
    for name in sorted(os.listdir(folder)) if is_package else [os.path.basename(file)]:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, "rb") as source:
                digest.update(source.read())
    return digest.hexdigest()


# What JavaScript can ask for that is no method of an object


def step(awaitable, method, *arguments):
    """One step of what `await` would drive. Answers whether it is over, and what it yielded or returned."""
    try:
        if method == "send":
            return [False, awaitable.send(None)]
        if method == "throw":
            return [False, awaitable.throw(*arguments)]
        return [True, awaitable.close()]
    except StopIteration as stop:
        return [True, stop.value]


def listen_to_warnings():
    """Answers what gives the warnings of asyncio's logger since the last call. A filter changes nothing of where they go."""
    import logging

    heard = []

    def hear(record):
        if record.levelno == logging.WARNING:
            heard.append(record.getMessage())
        return True

    def take():
        taken, heard[:] = list(heard), []
        return taken

    logging.getLogger("asyncio").addFilter(hear)
    return take


def run_main(main, loop_factory=None, **keywords):
    """`asyncio.run`. Where that takes no factory, the policy of the moment is one that makes the loop."""
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
    """The end of an `async with`: what `await` is to drive."""
    kind, trace = (None, None) if error is None else (type(error), error.__traceback__)
    return manager.__aexit__(kind, error, trace)


def module_functions(bridge):
    import asyncio
    from asyncio import futures, tasks

    def set_blocking(future, value):
        future._asyncio_future_blocking = value

    return {
        "begin_check": bridge.begin_check,
        "take_warnings": listen_to_warnings(),
        "end_check": bridge.end_check,
        "release": bridge.release,
        "count_objects": lambda: len(bridge.objects) + len(bridge.js_objects),
        "iterate": lambda future: future.__await__(),
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
        "shield": asyncio.shield,
        # Since 3.11; the clauses say so.
        "timeout": getattr(asyncio, "timeout", None),
        "TaskGroup": getattr(asyncio, "TaskGroup", None),
        "Runner": getattr(asyncio, "Runner", None),
        "enter": lambda manager: manager.__aenter__(),
        "leave": leave,
        "run_main": run_main,
        "copy_context": contextvars.copy_context,
        "ContextVar": contextvars.ContextVar,
        "Future": asyncio.Future,
        "Task": asyncio.Task,
    }


def start(bridge, module_name, callable_name):
    """The first thing that JavaScript asks for: imports the candidate and answers what is known of it."""
    make_loop, module = load_candidate(module_name, callable_name)

    # What a candidate claims beyond the core, it says itself.
    profiles = getattr(module, "loop_conformance_profiles", OWN_PROFILES if module.__name__ == "asyncio" else [])

    def new_loop():
        loop = make_loop()
        missing = [name for name in ("call_soon", "run_forever", "run_until_complete") if not hasattr(loop, name)]
        if missing:
            raise Refused(
                "%s answered %r, which has no %s.\nExpected: a new event loop, neither running nor closed."
                % (callable_name or module_name, loop, ", no ".join(missing))
            )
        if "net" in profiles and not sys.modules["loop_conformance_sockets"].reach_sockets(loop):
            raise Refused(
                "%s claims the profile net, and its loop has no selector of Python's.\nExpected: a selector loop, which can "
                "be given sockets in memory; every loop can claim net-real." % module_name
            )
        return loop

    bridge.functions.update(module_functions(bridge), new_loop=new_loop)
    # An interpreter inside of JavaScript has a loop that always counts as running.
    sys.modules["asyncio"]._set_running_loop(None)
    # What is here now stays: a collection after each check need not look at it again.
    gc.collect()
    gc.freeze()
    python = "%d.%d.%d" % sys.version_info[:3]
    package = sys.modules.get(module.__name__.split(".")[0], module)
    version = getattr(package, "__version__", python if is_standard(module) else None)
    return {
        "profiles": profiles,
        "python": python,
        "implementation": sys.implementation.name,
        "version": version if isinstance(version, str) else None,
        "hash": hash_of(module),
    }


# A process of its own


def connect(exchange):
    """For an interpreter inside of JavaScript: answers what serves a call. Calls the other way go through `exchange`."""
    bridge = Bridge(exchange)
    signal.signal(signal.SIGINT, bridge.on_alarm)
    return bridge.serve


def end_with_parent():
    """Asks Linux to end this process when the thread that started it is gone: an end of file ends no spinning loop."""
    parent = os.getppid()
    try:
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (ImportError, OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)


def main(lines, write_descriptor, place_descriptor):
    import faulthandler

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As deep as calls may nest, each a few frames.
    sys.setrecursionlimit(10000)
    # Where a crash happened, and where this process is when the supervisor asks by a signal.
    faulthandler.enable(place_descriptor)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR1, place_descriptor)

    def write(text):
        rest = text.encode() + b"\n"
        while rest:
            rest = rest[os.write(write_descriptor, rest) :]

    def exchange(text):
        write(text)
        for line in lines:
            if not line.startswith(b'["c"'):
                return line
            write(bridge.serve(line))
        os._exit(0)

    bridge = Bridge(exchange)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, bridge.on_alarm)
    for line in lines:
        write(bridge.serve(line))
    os._exit(0)
