"""A loop that lets Tk work while it waits. A window needs a display and `tkinter.Tk()`; the events of Tcl need neither."""

import asyncio
import selectors
import time
import tkinter

# The application comes first, and the module keeps it.
application = tkinter.Tcl()

# Seconds between two looks at Tk while the loop waits.
INTERVAL = 0.002


class TkSelector(selectors.DefaultSelector):
    def select(self, timeout=None):
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            while application.dooneevent(tkinter._tkinter.DONT_WAIT):
                pass
            left = INTERVAL if deadline is None else deadline - time.monotonic()
            ready = super().select(max(0, min(left, INTERVAL)))
            if ready or left <= 0:
                return ready


class TkLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__(TkSelector())
