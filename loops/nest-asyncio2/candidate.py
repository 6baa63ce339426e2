"""asyncio's loop after the patch. Runs nest by design: that is what the patch is for."""

import asyncio

import nest_asyncio2


def new_event_loop():
    loop = asyncio.new_event_loop()
    nest_asyncio2.apply(loop)
    return loop
