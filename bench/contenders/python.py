"""asyncio on its own loop or on uvloop. Each line of JSON on stdin names a row; the reply on stdout is how long it took."""

import asyncio
import json
import sys
import time
import types


@types.coroutine
def switch():
    """The counterpart of a bare `yield` in JavaScript. It costs less than `sleep(0)`, which is a coroutine of its own."""
    yield


async def switcher(count):
    for _ in range(count):
        await switch()


async def switches(tasks, count):
    loop = asyncio.get_running_loop()
    started = [loop.create_task(switcher(count // tasks)) for _ in range(tasks)]
    for task in started:
        await task


async def await_pending(count):
    loop = asyncio.get_running_loop()
    for _ in range(count):
        future = loop.create_future()
        loop.call_soon(future.set_result, 1)
        await future


async def await_done(count):
    done = asyncio.get_running_loop().create_future()
    done.set_result(1)
    for _ in range(count):
        await done


async def child():
    await switch()
    return 1


async def spawn(width, count):
    loop = asyncio.get_running_loop()
    for _ in range(0, count, width):
        started = [loop.create_task(child()) for _ in range(width)]
        for task in started:
            await task


async def nested(depth, count):
    if depth == 0:
        await switcher(count)
    else:
        await nested(depth - 1, count)


def call_soon(loop, count):
    left = count

    def next_one():
        nonlocal left
        left -= 1
        if left == 0:
            loop.stop()
        else:
            loop.call_soon(next_one)

    loop.call_soon(next_one)
    loop.run_forever()


ROWS = {
    "switch1": lambda count: switches(1, count),
    "switch10": lambda count: switches(10, count),
    "switch1000": lambda count: switches(1000, count),
    "awaitPending": await_pending,
    "awaitDone": await_done,
    "spawn1": lambda count: spawn(1, count),
    "spawn100": lambda count: spawn(100, count),
    "deep10": lambda count: nested(10, count),
}


def measure(new_loop, row, count):
    loop = new_loop()
    started = time.perf_counter()
    if row == "callSoon":
        call_soon(loop, count)
    else:
        loop.run_until_complete(ROWS[row](count))
    elapsed = time.perf_counter() - started
    loop.close()
    return elapsed * 1000


def main():
    if sys.argv[1] == "uvloop":
        import uvloop

        new_loop = uvloop.new_event_loop
    else:
        new_loop = asyncio.new_event_loop
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps({"ms": measure(new_loop, order["row"], order["count"])}), flush=True)


main()
