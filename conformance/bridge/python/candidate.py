"""Finds the candidate by the name of its module, or in a file."""

import hashlib
import importlib
import importlib.util
import os
import sys
import traceback
import types

from loop_conformance_kinds import STANDARD_LIBRARY, message_of

# The profiles that asyncio's own loop claims beyond `core`.
OWN_PROFILES = ["timers-real", "debug", "net", "net-real", "server", "tls", "datagram", "unix", "streams", "gc"]


class Refused(Exception):
    """The candidate cannot be judged. The message is for its author; the code is one of `CandidateErrorCode`, or None."""

    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code


def load_candidate(module_name, callable_name):
    """Imports the candidate. Returns the callable that makes its loops, and its module."""
    module = import_candidate(module_name)
    import asyncio

    found = find_callable(asyncio, module, module_name, callable_name)
    if isinstance(found, type) and hasattr(found, "new_event_loop") and not hasattr(found, "call_soon"):
        found = found()
    is_policy = hasattr(found, "new_event_loop") and not isinstance(found, types.ModuleType)
    if isinstance(found, asyncio.AbstractEventLoop) and not is_policy:
        raise Refused(
            "%s of %s is a loop, and every check needs a new one.\nFound:    %r\nExpected: the class of the loop, or a function "
            "that makes one." % (callable_name, module_name, found)
        )
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
            interpreter = sys.executable or "this interpreter"
            raise Refused("There is no module %s in %s." % (error.name, interpreter), "no-module") from None
        raise refused_by(name, error) from error
    except BaseException as error:
        raise refused_by(name, error) from error


def import_file(path):
    path = os.path.abspath(path)
    name = os.path.splitext(os.path.basename(path))[0]
    # Modules in the folder of the file can be imported, as when Python runs the file.
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
                loops = ", ".join(name for name in dir(module) if "oop" in name and not name.startswith(("_", "loop_")))
                raise Refused(
                    "%s has no %s.\nFound:    %s\nExpected: a callable that returns a new event loop.%s"
                    % (module_name, callable_name, loops or "nothing with 'loop' in its name", did_you_mean(part, found))
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


def did_you_mean(word, owner):
    """Suggests members with a similar name. Upper and lower case are the same."""
    import difflib

    names = {name.lower(): name for name in dir(owner) if not name.startswith("_")}
    near = difflib.get_close_matches(word.lower().replace("_", ""), names, 2, 0.75)
    return "\nDid you mean %s?" % " or ".join(names[name] for name in near) if near else ""


def is_standard(module):
    """Whether the module belongs to CPython, or stands for one of its modules."""
    file = module.__file__
    return file.startswith(STANDARD_LIBRARY) and "site-packages" not in file or module.__name__ == "virtual_clock"


def hash_of(module):
    """A hash of the file of the module, or of every file in the folder of its package."""
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
