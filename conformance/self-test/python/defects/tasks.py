"""Loops that make futures and tasks, and report errors, with one defect each."""

import asyncio


class TaskFactoryIsLost(asyncio.SelectorEventLoop):
    def set_task_factory(self, factory):
        pass


class CopiesResults(asyncio.SelectorEventLoop):
    """Makes futures whose result is a copy."""

    def create_future(self):
        return CopyingFuture(loop=self)


class CopyingFuture(asyncio.Future):
    def set_result(self, result):
        super().set_result([result])


class NamesTasks(asyncio.SelectorEventLoop):
    def create_task(self, coro, *, name=None, context=None, **options):
        return super().create_task(coro, name="worker")


class HandlerGetsOneArgument(asyncio.SelectorEventLoop):
    def call_exception_handler(self, context):
        handler = self.get_exception_handler()
        if handler is None:
            self.default_exception_handler(context)
        else:
            handler(context)


class KeepsErrors(asyncio.SelectorEventLoop):
    def call_exception_handler(self, context):
        handler = self.get_exception_handler()
        if handler is not None:
            handler(self, {"message": context["message"], "exception": None})


class TakesAnyHandler(asyncio.SelectorEventLoop):
    def set_exception_handler(self, handler):
        self._exception_handler = handler
