"""Makes the loops of the candidate, and refuses what is not a new event loop."""

import inspect
import itertools
import sys

from loop_conformance_candidate import Refused
from loop_conformance_sockets import reach_sockets

EXPECTED = "Expected: a new event loop, neither running nor closed."
NEEDED = ("call_soon", "run_forever", "run_until_complete")


def refuse_optimized():
    """Refuses an interpreter in which the assert statements of a loop, and of asyncio, do nothing."""
    if sys.flags.optimize:
        raise Refused(
            "%s runs with -O, so assert statements of the loop and of asyncio do nothing.\n"
            "Found:    sys.flags.optimize is %d\nExpected: an interpreter without -O. Unset PYTHONOPTIMIZE."
            % (sys.executable or "The interpreter", sys.flags.optimize)
        )


def loop_maker(make_loop, name, profiles):
    """Returns a function that makes a loop. `name` is what the command line calls the callable."""
    refuse_uncallable(make_loop, name)
    # The first loop, until there is a second one.
    first = []
    count = itertools.count(1)

    def new_loop():
        loop = make_loop()
        number = next(count)
        if number <= 2:
            refuse_what_is_no_new_loop(loop, name, first)
            first[:] = [loop] if number == 1 else []
        if "net" in profiles and not reach_sockets(loop):
            raise Refused(
                "%s claims the profile net, but its loop does not use a selector of Python.\nExpected: a selector loop, "
                "because net uses sockets in memory; every loop can claim net-real." % name
            )
        return loop

    return new_loop


def refuse_uncallable(make_loop, name):
    """What can be known without a call."""
    if inspect.iscoroutinefunction(make_loop):
        raise Refused(
            "%s is a coroutine function.\nFound:    async def %s\nExpected: a function that returns a new event loop: "
            "def in place of async def." % (name, getattr(make_loop, "__name__", name))
        )
    try:
        signature = inspect.signature(make_loop)
    except (TypeError, ValueError):
        # Some callables of C do not tell.
        return
    try:
        signature.bind()
    except TypeError as error:
        raise Refused(
            "%s cannot be called without arguments: %s.\nFound:    %s%s\nExpected: a callable that returns a new event loop. "
            "Write a function of the module that gives the arguments." % (name, error, name.rpartition(":")[2], signature)
        ) from None


def refuse_what_is_no_new_loop(loop, name, first):
    missing = [method for method in NEEDED if not hasattr(loop, method)]
    if missing:
        if inspect.iscoroutine(loop):
            loop.close()
        raise Refused("%s returned %r, which has no %s.\n%s" % (name, loop, ", no ".join(missing), EXPECTED))
    if first and loop is first[0]:
        raise Refused(
            "%s returned the same loop again.\nFound:    %r\nExpected: a new event loop at each call, because every check "
            "needs one of its own." % (name, loop)
        )
    # In a browser the host runs the loop, always.
    for state in ("closed",) if sys.platform == "emscripten" else ("running", "closed"):
        if is_true(loop, "is_" + state):
            raise Refused("%s returned a loop that is %s.\nFound:    %r\n%s" % (name, state, loop, EXPECTED))


def is_true(loop, method):
    """What the method returns. If it cannot be called, the checks say so."""
    try:
        return getattr(loop, method)() is True
    except Exception:
        return False
