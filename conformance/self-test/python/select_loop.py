"""asyncio's selector loop over select(2)."""

import asyncio
import selectors


def new_event_loop():
    return asyncio.SelectorEventLoop(selectors.SelectSelector())
