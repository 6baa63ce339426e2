"""asyncio's loop with a clock that can be advanced. Here the clock is advanced once, before the first run."""

import asyncio

from asynciotimemachine import TimeMachine


def new_event_loop():
    loop = asyncio.new_event_loop()
    TimeMachine(event_loop=loop).advance_by(3600)
    return loop
