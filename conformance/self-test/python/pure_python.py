"""CPython's own loop, with the Task and the Future that are written in Python."""

import sys

assert "asyncio" not in sys.modules
sys.modules["_asyncio"] = None

import asyncio  # noqa: E402

assert asyncio.Task is asyncio.tasks._PyTask
new_event_loop = asyncio.new_event_loop
