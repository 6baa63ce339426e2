"""asyncio's loop with the eager task factory, which CPython has since 3.12."""

import asyncio
import platform

__version__ = platform.python_version()


def new_event_loop():
    loop = asyncio.new_event_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    return loop
