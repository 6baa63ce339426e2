"""The Python end of the bridge: it lets checks written in TypeScript use the event loops of this interpreter.

Everything that crosses is a line of JSON. A call is ["call", target, method, arguments, keywords]. Its reply is
["return", value], ["throw", error], ["stalled", place] if the deadline of the check passes during the call, or
["refused", code, message] if the candidate cannot be judged. Calls nest: an end that waits for a reply serves the calls that
arrive first. That is how a loop runs a callback in JavaScript, which calls the loop again.

Most values are plain JSON. The others are an object: {"python": number, "kind": kind} lives in Python and
{"javascript": number, "kind": kind} in JavaScript. Both keep their identity at both ends. A number is valid until the check
ends. `wire.ts` has the types.

The bridge uses only the standard library. It does not import asyncio before the candidate is imported, because the candidate
may replace parts of asyncio first.
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
from loop_conformance_hooks import refused_overrides
from loop_conformance_javascript import JS_CLASSES, UNDEFINED, JsBaseException, JsError, JsFunction, JsObject, JsPolicy
from loop_conformance_missing import missing_methods
from loop_conformance_kinds import (
    JS_ERROR_KINDS,
    arguments_of,
    class_name,
    error_kind,
    frames_of,
    kind_of,
    message_of,
    name_of,
    place_of,
    remember_own_place,
)
from loop_conformance_loops import loop_maker, refuse_optimized

MAX_EXACT_INTEGER = 2**53


def open_files():
    """How many files and sockets this process has open. None if the system does not tell."""
    # A traceback may keep a socket that nothing else refers to.
    gc.collect()
    try:
        return len(os.listdir("/dev/fd"))
    except OSError:
        return None


class Stalled(KeyboardInterrupt):
    """The deadline of the check has passed. A KeyboardInterrupt, because every loop lets that leave a run."""

    def __init__(self, place):
        super().__init__("the deadline of the check has passed")
        self.place = place


class Bridge:
    """Calls JavaScript, serves its calls, and maps numbers to objects."""

    def __init__(self, exchange):
        self.exchange = exchange
        self.functions = {"hello": lambda: None, "start": lambda *names: start(self, *names)}
        self.objects = {}
        self.numbers = {}
        self.last_number = 0
        self.js_objects = {}
        self.late = False
        # True while this end only waits for the other one. An alarm must not interrupt that.
        self.waiting = True
        # False between the end of a check and the next one: a late alarm must not interrupt the clean-up.
        self.interruptible = True
        self.is_resetting = False

    # Calls

    def call(self, number, method, arguments, keywords):
        """Calls a method of an object in JavaScript."""
        if self.is_resetting:
            return None
        self.waiting = True
        keywords = {name: self.encode(value) for name, value in keywords.items()}
        call = ["call", number, method, [self.encode(value) for value in arguments], keywords]
        kind, value = json.loads(self.exchange(json.dumps(call)))
        value = self.decode(value)
        self.waiting = False
        self.raise_if_late()
        if kind == "return":
            return value
        raise value

    def serve(self, text):
        """Executes a call of JavaScript and returns the reply. An alarm that comes while the reply is made is a reply, too."""
        try:
            return self.reply(text)
        except Stalled as stalled:
            self.waiting = True
            return json.dumps(["stalled", stalled.place])

    def reply(self, text):
        _, number, method, arguments, keywords = json.loads(text)
        try:
            arguments = [self.decode(value) for value in arguments]
            keywords = {name: self.decode(value) for name, value in keywords.items()}
            if number == 0 and method == "end_check":
                self.interruptible = self.late = False
            self.waiting = False
            self.raise_if_late()
            function = self.functions[method] if number == 0 else getattr(self.objects[number], method)
            result = function(*arguments, **keywords)
            self.waiting = True
            reply = ["return", self.encode(result)]
        except Stalled as stalled:
            self.waiting = True
            reply = ["stalled", stalled.place]
        except Refused as refused:
            self.waiting = True
            reply = ["refused", refused.code, str(refused)]
        except BaseException as error:
            self.waiting = True
            reply = ["throw", self.encode(error)]
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
            return value if math.isfinite(value) else {"number": str(value)}
        if value is UNDEFINED:
            return {"undefined": True}
        if isinstance(value, JsObject):
            return {"javascript": value._number}
        if kind is types.MethodType and isinstance(value.__self__, JsFunction):
            return {"javascript": value.__self__._number}
        if isinstance(value, BaseException):
            return self.encode_error(value)
        if kind is set or kind is frozenset:
            return {"set": [self.encode(member) for member in value]}
        if kind is list or kind is tuple:
            return {"list": [self.encode(member) for member in value]}
        if kind is dict:
            return {"dict": {str(key): self.encode(member) for key, member in value.items()}}
        if kind is bytes:
            return {"bytes": base64.b64encode(value).decode()}
        if kind is bytearray or kind is memoryview:
            return {"bytes": base64.b64encode(value).decode(), "of": kind.__name__}
        if kind.__name__ == "TransportSocket":
            # A transport shows its socket in a wrapper that has no methods to read and write.
            return self.encode(value._sock)
        return {"python": self.number_of(value), "kind": kind_of(value), "name": name_of(value)}

    def number_of(self, value):
        # Each access to a method makes a new object. They are equal.
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
        Releases the objects that JavaScript no longer holds, and collects garbage. Returns the numbers of the JavaScript
        objects that Python no longer holds. An object that cannot have weak references stays until the check ends.
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
            return {"javascript": number}
        return {
            "python": self.number_of(error),
            "kind": "error",
            "errorKind": error_kind(error),
            "message": message_of(error),
            "args": [self.encode(argument) for argument in arguments_of(error)],
            "className": class_name(error),
            "frames": frames_of(error),
        }

    def decode(self, value):
        if not isinstance(value, dict):
            return value
        if "python" in value:
            return self.objects[value["python"]]
        if "javascript" in value:
            return self.decode_js(value)
        if "list" in value:
            return [self.decode(member) for member in value["list"]]
        if "tuple" in value:
            return tuple(self.decode(member) for member in value["tuple"])
        if "dict" in value:
            return {key: self.decode(member) for key, member in value["dict"].items()}
        if "zeros" in value:
            return bytes(value["zeros"])
        if "bytes" in value:
            return base64.b64decode(value["bytes"])
        if "view" in value:
            return memoryview(b"<<" + base64.b64decode(value["view"]) + b">>")[2:-2]
        return UNDEFINED if "undefined" in value else float(value["number"])

    def decode_js(self, value):
        number, kind = value["javascript"], value["kind"]
        known = self.js_objects.get(number)
        # A value that has crossed before may now be thrown.
        if known is None or kind == "error" and not isinstance(known, BaseException):
            known = self.decode_error(value) if kind == "error" else JS_CLASSES[kind](self, number)
            self.js_objects[number] = known
        return known.call if isinstance(known, JsFunction) else known

    def decode_error(self, value):
        kind, message = value["errorKind"], value["message"]
        asyncio = sys.modules["asyncio"]
        if kind == "CancelledError":
            error = asyncio.CancelledError(*[self.decode(argument) for argument in value["args"]])
        elif kind == "OSError":
            error = OSError(getattr(errno, str(value["args"][0]), errno.EIO), message)
        elif kind in JS_ERROR_KINDS and kind != "ExceptionGroup":
            error = (getattr(asyncio, kind, None) or getattr(sys.modules["builtins"], kind))(message)
        elif kind == "BaseException":
            error = JsBaseException(message)
        else:
            error = JsError("%s: %s" % (kind, message))
        error.__js__ = value["javascript"]
        return error

    # Checks

    def begin_check(self, seconds):
        """Sets the deadline: a call that takes longer than these seconds is interrupted."""
        self.interruptible = True
        self.late = False
        if hasattr(signal, "setitimer"):
            # It repeats every 0.1 s, because a loop may swallow the exception.
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)

    def end_check(self):
        """Releases everything that has crossed. What Python reports about tasks and exceptions that end now is dropped."""
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
        if not self.interruptible:
            return
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
    """Leaves the current task of a loop. A check that failed may have entered one and not left it."""
    # Since 3.14 only the running loop has a current task.
    asyncio._set_running_loop(loop)
    try:
        asyncio.tasks._swap_current_task(loop, None)
    except (AttributeError, KeyError):
        asyncio.tasks._current_tasks.pop(loop, None)


def start(bridge, module_name, callable_name, *claims):
    """The first call of JavaScript: imports the candidate and returns what is known about it."""
    refuse_optimized()
    make_loop, module = load_candidate(module_name, callable_name)
    remember_own_place(module)

    # The module, and the command line, say what is claimed beyond `core`.
    profiles = getattr(module, "loop_conformance_profiles", OWN_PROFILES if module.__name__ == "asyncio" else [])
    if isinstance(profiles, (list, tuple)):
        profiles = [*profiles, *(profile for profile in claims if profile not in profiles)]

    make_checked = loop_maker(make_loop, callable_name and "%s:%s" % (module_name, callable_name) or module_name, profiles)
    # The class of the newest loop.
    made = []

    def new_loop():
        loop = make_checked()
        made[:] = [type(loop)]
        return loop

    def loop_class():
        # A process that only records a program has made none when it is asked.
        if not made:
            new_loop().close()
        return made[0]

    bridge.functions.update(
        module_functions(bridge),
        new_loop=new_loop,
        missing_methods=lambda loop: missing_methods(loop, profiles),
        open_files=open_files,
        compare_programs=program_comparer(new_loop),
        refused_overrides=lambda table: json.dumps(refused_overrides(table, loop_class(), module)),
    )
    # In Pyodide there is a loop that always counts as running.
    sys.modules["asyncio"]._set_running_loop(None)
    # These objects stay. Without them the collection after each check is faster.
    gc.collect()
    gc.freeze()
    python = "%d.%d.%d" % sys.version_info[:3]
    package = sys.modules.get(module.__name__.split(".")[0], module)
    version = getattr(package, "__version__", python if is_standard(module) else None)
    return {
        "profiles": profiles,
        "eager": hasattr(sys.modules["asyncio"], "eager_task_factory"),
        # The clauses that it breaks on purpose.
        "deviations": getattr(module, "loop_conformance_deviations", None),
        "python": python,
        "implementation": sys.implementation.name,
        "version": version if isinstance(version, str) else None,
        "hash": hash_of(module),
    }


def program_comparer(new_loop):
    """Returns a function that runs generated programs. JavaScript gives it the modules that it needs."""

    def compare_programs(text, modules):
        for name, source in json.loads(modules).items():
            if name not in sys.modules:
                module = types.ModuleType(name)
                exec(compile(source, "<" + name + ">", "exec"), module.__dict__)
                # Only a whole module: the deadline of the check can interrupt what makes it.
                sys.modules[name] = module
        own_loop = sys.modules["asyncio"].SelectorEventLoop
        return sys.modules["loop_conformance_programs"].compare_programs(new_loop, own_loop, text)

    return compare_programs


# A process of its own


def connect(exchange):
    """For Pyodide: returns the function that serves calls of JavaScript. Calls to JavaScript go through `exchange`."""
    bridge = Bridge(exchange)
    signal.signal(signal.SIGINT, bridge.on_alarm)
    return bridge.serve


def end_with_parent():
    """Asks Linux to end this process with the thread that started it. The end of the pipe does not end a spinning loop."""
    parent = os.getppid()
    try:
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (ImportError, OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)


def main(lines, write_descriptor, stack_descriptor):
    import faulthandler

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Enough for the deepest nesting of calls, each of which takes a few frames.
    sys.setrecursionlimit(10000)
    # Writes the stack at a crash, and when the supervisor sends SIGUSR1.
    faulthandler.enable(stack_descriptor)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR1, stack_descriptor)

    def write(text):
        rest = text.encode() + b"\n"
        while rest:
            rest = rest[os.write(write_descriptor, rest) :]

    def exchange(text):
        write(text)
        for line in lines:
            if not line.startswith(b'["call"'):
                return line
            write(bridge.serve(line))
        os._exit(0)

    bridge = Bridge(exchange)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, bridge.on_alarm)
    for line in lines:
        write(bridge.serve(line))
    os._exit(0)
