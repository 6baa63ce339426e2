"""scheduling.given-context-is-used-as-it-is: call_soon_threadsafe() with a context

asyncio prints:
    of the context

quamash prints:
    nothing

Run this file with Python for quamash, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import contextvars
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    import quamash

    application = quamash.QApplication([])

    def new_event_loop():
        return quamash.QEventLoop(application)


def callback():
    print(variable.get("nothing"))
    loop.stop()


variable = contextvars.ContextVar("variable")
context = contextvars.copy_context()
context.run(variable.set, "of the context")
loop = new_event_loop()
loop.call_soon_threadsafe(callback, context=context)
loop.run_forever()
