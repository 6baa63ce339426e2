"""
run_forever() runs callbacks until stop() is called. WebLoop returns at once, and runs them later.

asyncio prints:

    the callback runs, and stops the loop
    run_forever() has returned

pyodide.webloop:WebLoop prints:

    run_forever() has returned
    the callback runs, and stops the loop

Run it with `python <this file> asyncio`, and in Pyodide without a word after it.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from pyodide.webloop import WebLoop as new_event_loop


def callback():
    print("the callback runs, and stops the loop")
    loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.run_forever()
print("run_forever() has returned")
