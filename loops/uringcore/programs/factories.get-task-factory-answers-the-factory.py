"""factories.get-task-factory-answers-the-factory: before, with and after two factories

asyncio prints:
    (nothing)

uringcore:UringEventLoop prints:
    ends with NotImplementedError: 

Run this file with Python for uringcore:UringEventLoop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uringcore

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uringcore.UringEventLoop


loop = new_event_loop()
loop.get_task_factory()
