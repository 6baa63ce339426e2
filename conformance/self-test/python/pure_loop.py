"""asyncio's loop with the Task and the Future that CPython has in Python, where the ones in C cannot be had."""

import platform
import sys

__version__ = platform.python_version()
loop_conformance_profiles = ["timers-real", "debug", "net", "net-real", "server", "tls", "datagram", "unix", "streams", "gc"]

# What is imported as None cannot be imported: asyncio then falls back to its own code in Python.
sys.modules["_asyncio"] = None

import asyncio  # noqa: E402

if asyncio.Task.__module__ != "asyncio.tasks" or asyncio.Future is not asyncio.futures._PyFuture:
    raise ImportError("asyncio still has the Task and the Future in C")


def new_event_loop():
    return asyncio.new_event_loop()
