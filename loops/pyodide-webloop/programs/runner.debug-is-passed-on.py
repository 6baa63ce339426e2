"""
asyncio.Runner(debug=True) calls set_debug() of the loop. The WebLoop of Pyodide 0.25 and 0.27 has no set_debug().

asyncio prints:

    get_loop() returns a loop, and get_debug() returns True

pyodide.webloop:WebLoop prints:

    get_loop() raises NotImplementedError

Run it with `python <this file> asyncio`, on CPython 3.11 or later, and in Pyodide without a word after it.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from pyodide.webloop import WebLoop as new_event_loop


runner = asyncio.Runner(debug=True, loop_factory=new_event_loop)
try:
    loop = runner.get_loop()
    print("get_loop() returns a loop, and get_debug() returns", loop.get_debug())
except NotImplementedError:
    print("get_loop() raises NotImplementedError")
