"""asyncio's selector loop over poll(2)."""

import asyncio
import platform
import selectors

__version__ = platform.python_version()
loop_conformance_profiles = ["timers-real", "debug", "net", "net-real", "server", "tls", "datagram", "unix", "streams", "gc"]


def new_event_loop():
    return asyncio.SelectorEventLoop(selectors.PollSelector())
