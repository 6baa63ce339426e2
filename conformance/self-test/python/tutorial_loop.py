"""A loop as tutorials have it: right in what it does, and without what they leave out, such as `set_exception_handler`."""

import asyncio
import collections
import heapq
import time
from asyncio import events


class TutorialLoop(asyncio.AbstractEventLoop):
    def __init__(self):
        self._ready = collections.deque()
        self._timers = []
        self._n = 0
        self._running = False
        self._closed = False
        self._stopping = False

    def get_debug(self):
        return False

    def time(self):
        return time.monotonic()

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def close(self):
        if self._running:
            raise RuntimeError("the loop is running")
        self._closed = True
        self._ready.clear()

    def stop(self):
        self._stopping = True

    def call_soon(self, callback, *args, context=None):
        if self._closed:
            raise RuntimeError("the loop is closed")
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_at(self, when, callback, *args, context=None):
        if self._closed:
            raise RuntimeError("the loop is closed")
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._n += 1
        heapq.heappush(self._timers, (when, self._n, handle))
        handle._scheduled = True
        return handle

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def _timer_handle_cancelled(self, handle):
        pass

    def create_future(self):
        return asyncio.Future(loop=self)

    def create_task(self, coro, **kw):
        return asyncio.Task(coro, loop=self, **kw)

    def call_exception_handler(self, context):
        print(context["message"])

    def run_forever(self):
        if self._closed or self._running or events._get_running_loop() is not None:
            raise RuntimeError("the loop is closed, or a loop is running")
        self._running = True
        events._set_running_loop(self)
        try:
            while True:
                now = self.time()
                while self._timers and self._timers[0][0] <= now:
                    self._ready.append(heapq.heappop(self._timers)[2])
                for _ in range(len(self._ready)):
                    handle = self._ready.popleft()
                    if not handle._cancelled:
                        handle._run()
                if self._stopping:
                    break
                if not self._ready:
                    time.sleep(0.0005)
        finally:
            self._stopping = False
            self._running = False
            events._set_running_loop(None)

    def run_until_complete(self, future):
        future = asyncio.ensure_future(future, loop=self)
        def done(_):
            self.stop()
        future.add_done_callback(done)
        self.run_forever()
        future.remove_done_callback(done)
        if not future.done():
            raise RuntimeError("the loop was stopped")
        return future.result()
