"""asyncio's selector loop over epoll(7), which is its default on Linux."""

import asyncio
import selectors


def new_event_loop():
    return asyncio.SelectorEventLoop(selectors.EpollSelector())
