"""
stop() before a run ends that run after one iteration. The WebLoop of Pyodide 0.25 and 0.27 has no stop().

asyncio prints:

    stop() returns

pyodide.webloop:WebLoop prints:

    stop() raises NotImplementedError

Run it with `python <this file> asyncio`, and in Pyodide without a word after it.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from pyodide.webloop import WebLoop as new_event_loop


loop = new_event_loop()
try:
    loop.stop()
    print("stop() returns")
except NotImplementedError:
    print("stop() raises NotImplementedError")
