"""How JavaScript sees a value of Python: its kind, and the parts of an error."""

import contextvars
import errno
import os
import sys
import traceback

STANDARD_LIBRARY = os.path.dirname(os.__file__)

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
    "IncompleteReadError",
    "LimitOverrunError",
)


# The folder of the candidate's package, or its only file.
own_place = None


def remember_own_place(module):
    """The candidate is this module. Its own files are those of its package, unless that is a package of the standard library."""
    global own_place
    package = sys.modules.get(module.__name__.split(".")[0], module)
    file = getattr(package, "__file__", None)
    if file is None or is_of_asyncio(file):
        return
    own_place = os.path.join(os.path.dirname(file), "") if hasattr(package, "__path__") else file


def is_own(file):
    return own_place is not None and file.startswith(own_place)


def error_kind(error):
    """The name of the nearest base class that is in the contract. If there is none, the name of the class itself."""
    if type(error).__name__ == "BaseExceptionGroup":
        return "ExceptionGroup"
    for ancestor in type(error).__mro__:
        if ancestor.__name__ in JS_ERROR_KINDS or ancestor.__name__ == "CancelledError":
            return ancestor.__name__
    return type(error).__name__


def class_name(error):
    """The name of its own class, which a report shows. The bridge's own exceptions are shown as what they count as."""
    kind = type(error)
    return error_kind(error) if kind.__module__.startswith("loop_conformance_") else kind.__name__


def name_of(value):
    """The name of a function or of a class, and of everything else the name of its class."""
    own = getattr(value, "__name__", None) if callable(value) else None
    return own if isinstance(own, str) else type(value).__name__


def message_of(error):
    try:
        # A KeyError puts its message in quotes.
        if isinstance(error, KeyError) and len(error.args) == 1 and isinstance(error.args[0], str):
            return error.args[0]
        return str(error) or missing_method(error)
    except Exception:
        return "an error that cannot be printed"


def missing_method(error):
    """Names the method that a base class of asyncio leaves to its subclasses. asyncio gives that error no message."""
    frame = innermost(error)
    if not isinstance(error, NotImplementedError) or frame is None or not is_of_asyncio(frame.f_code.co_filename):
        return ""
    return "%s() is not implemented" % frame.f_code.co_name


def frames_of(error):
    """
    The frames of an error, the innermost first, those in the candidate's own files before all others. If a method is missing, the
    class that lacks it comes last.
    """
    frames = [[frame.name, frame.filename, frame.lineno] for frame in reversed(traceback.extract_tb(error.__traceback__))]
    frames.sort(key=lambda frame: not is_own(frame[1]))
    return frames + (class_without(innermost(error)) if missing_method(error) else [])


def class_without(frame):
    import inspect

    owner = type(frame.f_locals.get("self"))
    try:
        return [[owner.__name__, inspect.getsourcefile(owner), inspect.getsourcelines(owner)[1]]]
    except (OSError, TypeError):
        return []


def innermost(error):
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace and trace.tb_frame


def is_of_asyncio(file):
    return file.startswith(os.path.join(STANDARD_LIBRARY, "asyncio"))


def arguments_of(error):
    """The arguments of an error in JavaScript. For an OSError: the name of its code."""
    if isinstance(error, OSError):
        return [errno.errorcode.get(error.errno)]
    if hasattr(error, "partial"):
        return [error.partial, error.expected]
    return [error.consumed] if hasattr(error, "consumed") else error.args


def kind_of(value):
    """The kind of a value. Loops, tasks and handles need not inherit from asyncio's."""
    asyncio = sys.modules["asyncio"]
    if isinstance(value, contextvars.Context):
        return "context"
    if isinstance(value, contextvars.ContextVar):
        return "variable"
    if asyncio.isfuture(value):
        return "task" if hasattr(value, "get_coro") else "future"
    if isinstance(value, type):
        return "function"
    # First, because a closed socket of gevent has no attribute, and raises OSError in place of AttributeError.
    if "socket" in sys.modules and isinstance(value, sys.modules["socket"].socket):
        return "socket"
    if hasattr(value, "call_soon"):
        return "loop"
    if hasattr(value, "reschedule"):
        return "timeout"
    if hasattr(value, "next_coroutine"):
        return "completions"
    if hasattr(value, "create_task"):
        return "group"
    if hasattr(value, "sendto") and hasattr(value, "is_closing"):
        return "datagrams"
    if hasattr(value, "get_write_buffer_size"):
        return "transport"
    if hasattr(value, "readexactly"):
        return "reader"
    if hasattr(value, "drain") and hasattr(value, "wait_closed"):
        return "writer"
    if hasattr(value, "getsockname") and hasattr(value, "accept"):
        return "socket"
    if hasattr(value, "wait_closed") and hasattr(value, "serve_forever"):
        return "server"
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
    """
    The location of the innermost frame in the candidate's own files, or else of the innermost one that belongs neither to the bridge
    nor to the standard library.
    """
    other = None
    while frame is not None:
        file = frame.f_code.co_filename
        place = {"function": frame.f_code.co_name, "file": file, "line": frame.f_lineno}
        if is_own(file):
            return place
        if other is None and not file.startswith(("<", STANDARD_LIBRARY)):
            other = place
        frame = frame.f_back
    return other
