"""factories.plain-factory-gets-two-arguments: two tasks without options

asyncio prints:
    done

uvloop:new_event_loop prints:
    TypeError: factory() got an unexpected keyword argument 'context'

Run this file with Python for uvloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import uvloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else uvloop.new_event_loop


async def main():
    return "done"


def factory(loop, coro):
    return asyncio.Task(coro, loop=loop)


loop = new_event_loop()
loop.set_task_factory(factory)
coroutine = main()
try:
    print(loop.run_until_complete(coroutine))
except TypeError as error:
    coroutine.close()
    print("TypeError:", error)
loop.close()
