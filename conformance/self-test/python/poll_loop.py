"""asyncio's selector loop over poll(2)."""

import asyncio
import selectors


def new_event_loop():
    return asyncio.SelectorEventLoop(selectors.PollSelector())
