"""A BaseException of a callback leaves the loop, although it is not one of the fatal pair."""

import asyncio


class Loop(asyncio.SelectorEventLoop):
    def call_exception_handler(self, context):
        error = context.get("exception")
        if error is not None and not isinstance(error, (Exception, asyncio.CancelledError)):
            raise error
        super().call_exception_handler(context)


new_event_loop = Loop
