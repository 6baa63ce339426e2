"""
all_tasks() and current_task() need a running loop. Once a WebLoop is made, they return at any time.

asyncio prints:

    all_tasks() raised RuntimeError: no running event loop
    current_task() raised RuntimeError: no running event loop

pyodide.webloop:WebLoop prints:

    all_tasks() returned, and no loop is running
    current_task() returned, and no loop is running

Run it with `python <this file> asyncio`, and in Pyodide without a word after it.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from pyodide.webloop import WebLoop as new_event_loop

loop = new_event_loop()
for look in (asyncio.all_tasks, asyncio.current_task):
    try:
        look()
        print(look.__name__ + "() returned, and no loop is running")
    except RuntimeError as error:
        print(look.__name__ + "() raised RuntimeError:", error)
