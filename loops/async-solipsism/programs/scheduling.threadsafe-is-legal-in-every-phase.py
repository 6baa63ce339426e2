"""scheduling.threadsafe-is-legal-in-every-phase: before the run and in a callback

asyncio prints:
    (nothing)

async_solipsism:EventLoop prints:
    ends with SolipsismError: call_soon_threadsafe is not supported

Run this file with Python for async_solipsism:EventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import async_solipsism

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else async_solipsism.EventLoop


def callback():
    pass


loop = new_event_loop()
loop.call_soon_threadsafe(callback)
