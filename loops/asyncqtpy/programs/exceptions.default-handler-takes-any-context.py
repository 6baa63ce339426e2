"""exceptions.default-handler-takes-any-context: empty, strange and complete contexts

asyncio prints:
    loop.default_exception_handler({"exception": None}): None
    callback2

asyncqtpy prints:
    callback2

Run this file with Python for asyncqtpy, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

if "asyncio" in sys.argv:
    new_event_loop = asyncio.new_event_loop
else:
    from qtpy.QtCore import QCoreApplication

    import asyncqtpy

    application = QCoreApplication([])


    def new_event_loop():
        return asyncqtpy.QEventLoop(application)


def callback():
    print('loop.default_exception_handler({"exception": None}):', loop.default_exception_handler({"exception": None}))


calls_of_callback2 = 0


def callback2():
    global calls_of_callback2
    calls_of_callback2 += 1
    if calls_of_callback2 == 1:
        print("callback2")
        loop.call_soon(callback2)
    elif 2 <= calls_of_callback2 <= 8:
        loop.call_soon(callback2)
    elif calls_of_callback2 == 9:
        loop.stop()


loop = new_event_loop()
loop.call_soon(callback)
loop.call_soon(callback2)
loop.run_forever()
