"""A gather() that does not ask for the second failure, which is then reported as never retrieved."""

import asyncio

loop_conformance_profiles = ["gc"]
new_event_loop = asyncio.new_event_loop


def gather(*awaitables):
    children = [asyncio.ensure_future(awaitable) for awaitable in awaitables]
    outer = children[0].get_loop().create_future()

    def on_done(child):
        if outer.done():
            return
        if child.exception() is not None:
            outer.set_exception(child.exception())
        elif all(one.done() for one in children):
            outer.set_result([one.result() for one in children])

    for child in children:
        child.add_done_callback(on_done)
    return outer


asyncio.gather = gather
