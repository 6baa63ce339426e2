"""
create_task() takes a context since CPython 3.11, and TaskGroup passes it on. The WebLoop of Pyodide 0.25 takes none.

asyncio prints:

    create_task(coroutine, context=context) returns a task

pyodide.webloop:WebLoop prints:

    create_task(coroutine, context=context) raises TypeError

Run it with `python <this file> asyncio`, on CPython 3.11 or later, and in Pyodide without a word after it.
"""

import asyncio
import contextvars
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from pyodide.webloop import WebLoop as new_event_loop


async def work():
    pass


loop = new_event_loop()
coroutine = work()
try:
    task = loop.create_task(coroutine, context=contextvars.copy_context())
    print("create_task(coroutine, context=context) returns a task")
    loop.run_until_complete(task)
except TypeError:
    print("create_task(coroutine, context=context) raises TypeError")
    coroutine.close()
