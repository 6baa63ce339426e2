"""Loops that are good until a callback is scheduled with the argument 'hostile': instead of it they run their deed."""

import asyncio
import itertools
import os
import sys
import threading

if sys.platform == "emscripten":
    # There is nothing to select on.
    from virtual_clock import VirtualClockEventLoop as BaseLoop
else:
    BaseLoop = asyncio.SelectorEventLoop


def hostile(deed):
    class HostileLoop(BaseLoop):
        def call_soon(self, callback, *args, context=None):
            return super().call_soon(deed if args == ("hostile",) else callback, *args, context=context)

    return HostileLoop


@hostile
def spins(_):
    while True:
        pass


@hostile
def spins_and_swallows(_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


@hostile
def spins_where_no_signal_comes(_):
    sum(itertools.repeat(0))


@hostile
def deadlocks(_):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


@hostile
def never_ends(_):
    asyncio.get_running_loop().stop = lambda: None


@hostile
def aborts(_):
    os.abort()


@hostile
def segfaults(_):
    import ctypes

    ctypes.string_at(0)


@hostile
def exits(_):
    os._exit(3)


@hostile
def raises_system_exit(_):
    sys.exit(3)


@hostile
def prints(_):
    print("noise from print", flush=True)
    os.write(1, b"noise from a descriptor\n")


@hostile
def leaves_a_thread(_):
    def spin():
        while True:
            pass

    threading.Thread(target=spin).start()


class SpinsInEveryRun(BaseLoop):
    """Says which process it is, and spins for good."""

    def run_forever(self):
        with open(os.environ["LOOP_CONFORMANCE_PID_FILE"], "w") as file:
            file.write(str(os.getpid()))
        spins_and_swallows_in(self)


def spins_and_swallows_in(_loop):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
