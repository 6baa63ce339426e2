"""What leaves the loop leaves it running, as in cpython#94732."""

import asyncio
import threading
from asyncio import events


class Loop(asyncio.SelectorEventLoop):
    def run_forever(self):
        self._check_closed()
        self._check_running()
        self._thread_id = threading.get_ident()
        events._set_running_loop(self)
        while True:
            self._run_once()
            if self._stopping:
                break
        self._stopping = False
        self._thread_id = None
        events._set_running_loop(None)


new_event_loop = Loop
