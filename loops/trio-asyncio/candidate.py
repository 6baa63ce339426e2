"""The loop of trio-asyncio for code outside of `trio.run`: each of its runs starts Trio."""

import warnings

# It is private: the public loop lives inside of `trio.run`.
from trio_asyncio._sync import SyncTrioEventLoop

warnings.simplefilter("ignore", DeprecationWarning)


def new_event_loop():
    return SyncTrioEventLoop()
