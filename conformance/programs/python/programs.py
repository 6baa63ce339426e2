"""Runs generated programs on the candidate and on asyncio's own loop, side by side.

A program is JSON, of the types in `conformance/programs/program.ts`. Here is what the statements do, which `program_run.py`
does for printed programs, too.
"""

import json

from loop_conformance_program_run import ERRORS, ITERATIONS, Run

# As many iterations without an event are taken for the end, before a difference is looked at twice.
QUIET = 8


def acting(function):
    """A statement that any code may make."""
    ACTS[function.__name__.rstrip("_")] = function
    return function


ACTS = {
    "setResult": lambda run, step, who: run.set_result(step["future"], step["value"]),
    "setException": lambda run, step, who: run.set_exception(step["future"], step["error"]["sort"], step["error"]["name"]),
    "cancel": lambda run, step, who: run.cancel(step["of"]),
    "addDone": lambda run, step, who: run.add_done(
        step["of"], step["callback"], step["context"], 2 if step["twice"] else 1
    ),
    "removeDone": lambda run, step, who: run.remove_done(step["of"], step["callback"]),
    "callSoon": lambda run, step, who: run.call_soon("call_soon", step["call"], step["callback"], step["context"]),
    "callSoonThreadsafe": lambda run, step, who: run.call_soon(
        "call_soon_threadsafe", step["call"], step["callback"], step["context"]
    ),
    "cancelCall": lambda run, step, who: run.cancel_call(step["call"]),
    "many": lambda run, step, who: run.many(step["what"], step["count"], step["of"]),
    "gather": lambda run, step, who: run.gather(step["future"], step["of"], step["returnExceptions"]),
    "shield": lambda run, step, who: run.shield(step["future"], step["of"]),
    "copyContext": lambda run, step, who: run.copy_context(step["context"]),
    "set": lambda run, step, who: run.set(step["variable"], step["value"]),
    "reset": lambda run, step, who: run.reset(step["variable"], step["token"]),
    "get": lambda run, step, who: run.get(who, step["variable"]),
    "getIn": lambda run, step, who: run.get_in(who, step["context"], step["variable"]),
    "runIn": lambda run, step, who: run.run_in(step["context"], lambda: act(run, step["body"], who)),
    "state": lambda run, step, who: run.state(step["of"]),
    "result": lambda run, step, who: run.result(step["of"]),
    "exception": lambda run, step, who: run.exception(step["of"]),
    "cancelling": lambda run, step, who: run.method("cancelling", step["task"]),
    "uncancel": lambda run, step, who: run.method("uncancel", step["task"]),
    "getName": lambda run, step, who: run.method("get_name", step["task"]),
    "setName": lambda run, step, who: run.set_name(step["task"], step["name"]),
    "getTasks": lambda run, step, who: run.get_tasks(),
    "currentTask": lambda run, step, who: run.current_task(),
    "runningLoop": lambda run, step, who: run.running_loop(),
    "stop": lambda run, step, who: run.stop(),
    "report": lambda run, step, who: run.report(step["error"]["sort"], step["error"]["name"]),
    "throw": lambda run, step, who: run.throw(step["error"]["sort"], step["error"]["name"]),
}

THROUGH = {"ensureFuture": "ensure_future", "gather": "gather", "shield": "shield"}


@acting
def createTask(run, step, _who):
    name = step["task"]

    def body():
        return perform(run, step["body"], name)

    if step["through"] is not None:
        run.create_through(THROUGH[step["through"]], name, body)
        return
    options = {} if step["eagerStart"] is None else {"eager_start": step["eagerStart"]}
    run.create_task(name, body, step["context"], step["group"], **options)


def act(run, body, who):
    for step in body:
        if run.over:
            return
        ACTS[step["do"]](run, step, who)


async def perform(run, body, who):
    """Returns the value of `return`, or None to go on after the body."""
    for step in body:
        if run.over:
            return None
        do = step["do"]
        if do in ACTS:
            ACTS[do](run, step, who)
        elif do == "yield":
            await run.pause(who)
        elif do == "await":
            await run.wait_on(who, step["of"])
        elif do == "return":
            return step["value"]
        elif do == "try":
            value = await attempt(run, step, who)
            if value is not None:
                return value
        else:
            await WAITS[do](run, step, who)
    return None


async def attempt(run, step, who):
    try:
        return await perform(run, step["body"], who)
    except ERRORS as error:
        caught = step["caught"]
        if caught is None:
            raise
        run.note("%s caught %s" % (who, run.describe(error)))
        value = await perform(run, caught["body"], who)
        if value is None and caught["rethrow"]:
            raise
        return value
    finally:
        if step["finally"] is not None and not run.over:
            run.note(who + " cleans up")
            await perform(run, step["finally"], who)


def seconds(step):
    """None for ever, 0 for no time, or a time that is over."""
    units = step["units"]
    return 0 if units == -3 else units


def bodied(run, step, who):
    return lambda: perform(run, step["body"], who)


async def await_derived(run, step, who):
    derive = step["derive"]
    ACTS[derive["do"]](run, derive, who)
    if derive["future"] in run.derived:
        await run.wait_on(who, derive["future"])


WAITS = {
    "sleep": lambda run, step, who: run.sleep(who, seconds(step), step["value"]),
    "wait": lambda run, step, who: run.wait(who, step["of"], step["when"]),
    "awaitDerived": await_derived,
    "waitFor": lambda run, step, who: run.wait_for(who, step["of"], seconds(step)),
    "waitForCoroutine": lambda run, step, who: run.wait_for_coroutine(who, seconds(step), bodied(run, step, who)),
    "timeout": lambda run, step, who: run.timeout(who, step["timeout"], seconds(step), bodied(run, step, who)),
    "taskGroup": lambda run, step, who: run.task_group(who, step["group"], bodied(run, step, who)),
}


def run_on(loop, program, variables, iterations):
    run = Run(loop, program["futures"], variables, program["shieldReports"], program["eager"])
    for index, body in enumerate(program["callbacks"]):
        name = "c%d" % index
        run.add_callback(name, lambda body=body, name=name: act(run, body, name))
    try:
        return run.run(lambda: act(run, program["main"], "main"), program["until"], iterations)
    except ERRORS as error:
        return [*run.trace, "the program threw %s: %s" % (type(error).__name__, error)]
    finally:
        run.over = True


def compare_programs(new_loop, own_loop, text):
    """Returns the index of the first program on which the loops differ, and what each of them did; None if there is none."""
    for index, program in enumerate(json.loads(text)):
        variables = program["variables"]
        for iterations in (QUIET, ITERATIONS):
            expected = run_on(own_loop(), program, variables, iterations)
            actual = run_on(new_loop(), program, variables, iterations)
            if expected == actual:
                break
        else:
            return [index, expected, actual]
    return None
