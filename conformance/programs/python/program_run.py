"""What generated programs call: plain asyncio, with a trace of what happens. A printed program begins with this text."""

import asyncio
import contextvars

try:
    Group = BaseExceptionGroup
except NameError:
    Group = asyncio.CancelledError

# What a program may catch. An interrupt of the whole process is not among it.
ERRORS = (Exception, asyncio.CancelledError, SystemExit, Group)
KEYS = ("exception", "future", "handle", "message", "told")
ITERATIONS = 128


# Values that JSON does not have.
VALUES = {"none": None, "null": None, "false": False, "empty": "", "nan": float("nan"), "zero": -0.0}


class Error(Exception):
    pass


SORTS = {"Error": Error, "ValueError": ValueError, "CancelledError": asyncio.CancelledError, "SystemExit": SystemExit}


class InOrder(dict):
    """A set that keeps its order. TaskGroup cancels its tasks in the order of a set, which is arbitrary."""

    def add(self, value):
        self[value] = None

    def discard(self, value):
        self.pop(value, None)


class Run:
    """One program on one loop: what it has made, by its names, and what has happened."""

    def __init__(self, loop, futures, variables, shields, eager):
        self.loop = loop
        self.trace = []
        self.over = False
        self.shields = shields
        self.futures = {"f%d" % number: loop.create_future() for number in range(futures)}
        self.variables = {name: contextvars.ContextVar(name, default=0) for name in variables}
        self.names = {future: name for name, future in self.futures.items()}
        self.thrown = []
        self.tasks = {}
        self.every_task = []
        self.derived = {}
        self.groups = {}
        self.timeouts = {}
        self.calls = {}
        self.ran = set()
        self.contexts = {}
        self.tokens = {}
        self.callbacks = {}
        loop.set_exception_handler(self.handle)
        if eager:
            loop.set_task_factory(asyncio.eager_task_factory)

    # The trace

    def note(self, what):
        if not self.over:
            self.trace.append(what)

    def describe(self, error):
        kind = type(error).__name__
        if Group is not asyncio.CancelledError and isinstance(error, Group):
            return "%s[%s]" % (kind, ",".join(map(self.describe, error.exceptions)))
        for made, name in self.thrown:
            if made is error:
                return kind + " " + name
        return kind

    def show(self, value):
        if isinstance(value, list):
            return "[%s]" % ",".join(map(self.show, value))
        return self.describe(value) if isinstance(value, BaseException) else str(value)

    def tell(self, what, call, *arguments):
        try:
            self.note("%s: %s" % (what, self.show(call(*arguments))))
        except ERRORS as error:
            self.note("%s threw %s" % (what, self.describe(error)))

    def quietly(self, what, call, *arguments):
        try:
            call(*arguments)
        except ERRORS as error:
            self.note("%s threw %s" % (what, self.describe(error)))

    def settled(self, what, future):
        if not future.done():
            self.note(what + " is pending")
        else:
            self.tell(what + (" is cancelled" if future.cancelled() else " is done"), future.result)

    def begin(self, what):
        self.note(what + "".join(" %s" % variable.get() for variable in self.variables.values()))

    def handle(self, _loop, context):
        shield = self.shields and str(context.get("message")).endswith("shielded future")
        if "handle" in context or "told" in context or shield:
            keys = ",".join(key for key in KEYS if key in context)
            self.note("handler heard %s (%s)" % (self.describe(context.get("exception")), keys))

    # What there is

    def make(self, sort, name):
        error = SORTS[sort](name) if sort != "CancelledError" else asyncio.CancelledError()
        if sort != "CancelledError":
            self.thrown.append((error, name))
        return error

    def awaitable(self, name):
        return self.tasks.get(name) or self.derived.get(name) or self.futures.get(name)

    def awaitables(self, names):
        found = [self.awaitable(name) for name in names]
        return [one for one in found if one is not None]

    def in_context(self, name):
        return {"context": self.contexts[name]} if name in self.contexts else {}

    def add_callback(self, name, body):
        def callback(cause):
            if isinstance(cause, str):
                self.ran.add(cause)
                known = cause
            else:
                known = self.names.get(cause, "something else")
            self.begin("%s for %s" % (name, known))
            if not self.over:
                body()

        self.callbacks[name] = callback

    # Futures

    def set_result(self, name, value):
        self.quietly("set_result of " + name, self.futures[name].set_result, VALUES.get(value, value))

    def set_exception(self, name, sort, error):
        self.quietly("set_exception of " + name, self.futures[name].set_exception, self.make(sort, error))

    def cancel(self, name):
        future = self.awaitable(name)
        if future is not None:
            self.tell("cancel of " + name, future.cancel)

    def add_done(self, name, callback, context=None, times=1):
        future = self.awaitable(name)
        for _ in range(times if future is not None else 0):
            future.add_done_callback(self.callbacks[callback], **self.in_context(context))

    def remove_done(self, name, callback):
        future = self.awaitable(name)
        if future is not None:
            self.tell("remove_done of " + name, future.remove_done_callback, self.callbacks[callback])

    def state(self, name):
        future = self.awaitable(name)
        if future is not None:
            self.note("state of %s: %s %s" % (name, future.done(), future.cancelled()))

    def result(self, name):
        future = self.awaitable(name)
        if future is not None:
            self.tell("result of " + name, future.result)

    def exception(self, name):
        future = self.awaitable(name)
        if future is not None:
            self.tell("exception of " + name, future.exception)

    def throw(self, sort, name):
        raise self.make(sort, name)

    # Calls

    def call_soon(self, method, call, callback, context=None):
        schedule = getattr(self.loop, method)
        self.calls[call] = schedule(self.callbacks[callback], call, **self.in_context(context))

    def many(self, what, count, of=None):
        ran = []

        def call(index, *_):
            ran.append(index)
            if len(ran) == count:
                self.note("%s %d times, in order: %s" % (what, count, ran == list(range(count))))

        future = self.awaitable(of) if of else None
        members = []
        for index in range(count):
            if what == "callSoon":
                self.loop.call_soon(call, index)
            elif what == "gather":
                members.append(self.loop.create_future())
            elif future is not None:
                future.add_done_callback(lambda _, index=index: call(index))
        if members:
            gathered = asyncio.gather(*members)
            in_order = list(range(count))
            gathered.add_done_callback(
                lambda _: self.note("gather %d times, in order: %s" % (count, gathered.result() == in_order))
            )
            for index in reversed(range(count)):
                members[index].set_result(index)

    def cancel_call(self, call):
        handle = self.calls.get(call)
        if handle is None:
            return
        self.note("%s is cancelled: %s" % (call, handle.cancelled()))
        handle.cancel()
        # cancelled() of a handle that ran first and was cancelled then is unspecified.
        if call in self.ran:
            del self.calls[call]

    def running_loop(self):
        self.tell("running_loop", lambda: asyncio.get_running_loop() is self.loop)

    def report(self, sort, name):
        told = {"message": "told", "exception": self.make(sort, name), "told": "by the program"}
        self.loop.call_exception_handler(told)

    def stop(self):
        self.loop.stop()

    # Contexts

    def copy_context(self, name):
        self.contexts[name] = contextvars.copy_context()

    def set(self, variable, value):
        self.tokens[variable] = self.variables[variable].set(value)

    def reset(self, variable, token):
        if token in self.tokens:
            self.quietly("reset of " + variable, self.variables[variable].reset, self.tokens[token])

    def get(self, who, variable):
        self.note("%s finds %s" % (who, self.variables[variable].get()))

    def get_in(self, who, context, variable):
        if context in self.contexts:
            value = self.contexts[context].get(self.variables[variable], "nothing")
            self.note("%s finds %s in %s" % (who, value, context))

    def run_in(self, context, body):
        if context in self.contexts:
            self.contexts[context].run(body)

    # Tasks

    def add_task(self, name, task):
        self.tasks[name] = task
        self.names[task] = name
        self.every_task.append((name, task))

    async def task_body(self, name, body):
        self.begin(name + " begins")
        value = await body()
        return "the end" if value is None else VALUES.get(value, value)

    def create_task(self, name, body, context=None, group=None, **options):
        coro = self.task_body(name, body)
        maker = self.groups.get(group)
        options.update(self.in_context(context))

        def make():
            if options:
                self.add_task(name, (maker or self.loop).create_task(coro, name=name, **options))
            else:
                task = (maker or self.loop).create_task(coro)
                task.set_name(name)
                self.add_task(name, task)

        if maker is None:
            make()
            return
        # A group that is over throws.
        before = len(self.every_task)
        self.quietly("create_task of " + name, make)
        if len(self.every_task) == before:
            coro.close()

    def create_through(self, function, name, body):
        before = asyncio.all_tasks()
        getattr(asyncio, function)(self.task_body(name, body))
        task = next(one for one in asyncio.all_tasks() if one not in before)
        task.set_name(name)
        self.add_task(name, task)

    def method(self, method, name):
        if name in self.tasks:
            self.tell("%s of %s" % (method, name), getattr(self.tasks[name], method))

    def set_name(self, name, new):
        if name in self.tasks:
            self.tasks[name].set_name(new)

    def name_of(self, task):
        if task is None:
            return "none"
        name = task.get_name()
        return name if name == "renamed" or name[:1] == "t" and name[1:].isdigit() else "unnamed"

    def get_tasks(self):
        self.tell("get_tasks", lambda: ",".join(sorted(map(self.name_of, asyncio.all_tasks()))))

    def current_task(self):
        self.tell("current_task", lambda: self.name_of(asyncio.current_task()))

    # What is made of others

    def add_derived(self, name, future):
        self.derived[name] = future
        self.names.setdefault(future, name)

    def gather(self, name, of, return_exceptions):
        # How soon one that is done already is noticed is unspecified.
        members = [one for one in self.awaitables(of) if not one.done()]
        self.add_derived(name, asyncio.gather(*members, return_exceptions=return_exceptions))

    def shield(self, name, of):
        inner = self.awaitable(of)
        if inner is not None:
            self.add_derived(name, asyncio.shield(inner))

    # Waiting

    async def pause(self, who):
        await asyncio.sleep(0)
        self.note(who + " goes on")

    async def get_from(self, who, what, waiting):
        try:
            self.note("%s got %s from %s" % (who, self.show(await waiting), what))
        except ERRORS as error:
            self.note("%s got %s from %s" % (who, self.describe(error), what))
            raise

    async def wait_on(self, who, name):
        future = self.awaitable(name)
        if future is not None:
            await self.get_from(who, name, future)

    async def sleep(self, who, seconds, value):
        await self.get_from(who, "sleep", asyncio.sleep(seconds, VALUES.get(value, value)))

    async def wait(self, who, of, when):
        async def wait():
            futures = set(self.awaitables(of))
            if not futures:
                return "nothing"
            done, pending = await asyncio.wait(futures, return_when=when)
            return " before ".join(",".join(sorted(map(self.names.get, some))) for some in (done, pending))

        await self.get_from(who, "wait", wait())

    async def wait_for(self, who, name, seconds):
        future = self.awaitable(name)

        async def nothing():
            return "nothing"

        waiting = nothing() if future is None else asyncio.wait_for(future, seconds)
        await self.get_from(who, "wait_for " + name, waiting)

    async def ending(self, body):
        value = await body()
        return "the end" if value is None else VALUES.get(value, value)

    async def wait_for_coroutine(self, who, seconds, body):
        await self.get_from(who, "wait_for", asyncio.wait_for(self.ending(body), seconds))

    async def timeout(self, who, name, seconds, body):
        async def inside():
            async with asyncio.timeout(seconds) as timeout:
                self.timeouts[name] = timeout
                return await self.ending(body)

        await self.get_from(who, name, inside())

    async def task_group(self, who, name, body):
        async def inside():
            async with asyncio.TaskGroup() as group:
                if isinstance(getattr(group, "_tasks", None), set):
                    group._tasks = InOrder()
                self.groups[name] = group
                return await self.ending(body)

        await self.get_from(who, name, inside())

    # Runs

    def until_idle(self, first, until, iterations):
        idle = []

        def end():
            idle.append(True)
            self.loop.stop()

        def later(left, events):
            if left == 0:
                end()
            elif iterations == ITERATIONS or len(self.trace) == events:
                self.loop.call_soon(later, left - 1, events)
            else:
                self.loop.call_soon(later, iterations, len(self.trace))

        self.loop.call_soon(first)
        later(iterations, len(self.trace))
        for _ in range(40):
            if idle:
                break
            try:
                if until is None:
                    self.loop.run_forever()
                    self.note("the run ended")
                else:
                    self.note("the run ended with %s" % self.loop.run_until_complete(until))
            except ERRORS as error:
                self.note("the run threw " + self.describe(error))
            until = None
            if asyncio.current_task(self.loop) is not None:
                self.note("a task is still current")

    def cancel_all(self, pending):
        for name, task in pending:
            self.tell("cancelling " + name, task.cancel)

    def run(self, main, until=None, iterations=ITERATIONS):
        """Runs the program. What still waits at its end is cancelled twice. Returns the trace."""
        self.until_idle(main, self.awaitable(until) if until else None, iterations)
        for _ in range(2):
            pending = [(name, task) for name, task in self.every_task if not task.done()]
            if not pending:
                break
            self.until_idle(lambda some=pending: self.cancel_all(some), None, iterations)
        for name, future in [*self.futures.items(), *self.every_task, *self.derived.items()]:
            self.settled(name, future)
        self.over = True
        self.loop.close()
        return self.trace
