"""Finds the methods that a loop does not have, although asyncio's loops have them."""

import dis
import sys

# What asyncio calls on a loop that claims a profile, besides the public methods.
OF_PROFILES = {"net": ["_make_socket_transport"]}


def missing_methods(loop, profiles):
    """The names, in the order of `AbstractEventLoop`."""
    base = sys.modules["asyncio"].AbstractEventLoop
    public = [name for name, member in vars(base).items() if callable(member) and not name.startswith("_")]
    private = [name for profile in profiles for name in OF_PROFILES.get(profile, [])]
    return [name for name in public + private if is_missing(loop, name, base)]


def is_missing(loop, name, base):
    """There is no such method, or it is inherited as it is from the abstract class, or it only raises NotImplementedError."""
    try:
        method = getattr(loop, name)
    except AttributeError:
        return True
    function = getattr(method, "__func__", method)
    return function is vars(base).get(name) or only_raises(function)


def only_raises(function):
    """Whether the code of a function leads to `raise NotImplementedError` whatever happens."""
    return "NotImplementedError" in names_before_raise(function)


def names_before_raise(function):
    """The names that a function uses before it raises, whatever happens. Empty if it may do something else."""
    code = getattr(function, "__code__", None)
    if code is None:
        return []
    names = []
    for instruction in dis.get_instructions(code):
        if instruction.opname == "RAISE_VARARGS":
            return names
        if instruction.opcode in dis.hasjrel or instruction.opcode in dis.hasjabs or instruction.opname.startswith("YIELD"):
            return []
        if instruction.opname.startswith("RETURN_VALUE"):
            return []
        names.append(instruction.argval)
    return []
