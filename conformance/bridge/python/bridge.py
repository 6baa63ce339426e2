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
import errno
import gc
import json
import math
import os
import signal
import sys
import types
import weakref

from loop_conformance_candidate import OWN_PROFILES, Refused, hash_of, is_standard, load_candidate
from loop_conformance_functions import module_functions
from loop_conformance_javascript import JS_CLASSES, UNDEFINED, JsError, JsObject, JsPolicy
from loop_conformance_kinds import (
    JS_ERROR_KINDS,
    arguments_of,
    class_name,
    error_kind,
    frames_of,
    kind_of,
    message_of,
    place_of,
)
from loop_conformance_sockets import reach_sockets

MAX_EXACT_INTEGER = 2**53


class Stalled(KeyboardInterrupt):
    """The deadline of the check has passed. One of the fatal pair, because every loop lets that pair out."""

    def __init__(self, place):
        super().__init__("the deadline of the check has passed")
        self.place = place


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
        return {
            "p": self.number_of(error),
            "k": "error",
            "n": error_kind(error),
            "m": message_of(error),
            "a": [self.encode(argument) for argument in arguments_of(error)],
            "c": class_name(error),
            "t": frames_of(error),
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


def forget_current_task(asyncio, loop):
    """A check that failed may have entered a task and never left it."""
    # Since 3.14 only the running loop has a current task.
    asyncio._set_running_loop(loop)
    try:
        asyncio.tasks._swap_current_task(loop, None)
    except (AttributeError, KeyError):
        asyncio.tasks._current_tasks.pop(loop, None)


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
        if "net" in profiles and not reach_sockets(loop):
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
        "eager": hasattr(sys.modules["asyncio"], "eager_task_factory"),
        # Clauses that it breaks on purpose.
        "deviations": getattr(module, "loop_conformance_deviations", None),
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
