import type { Coroutine, EventLoop } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { tryRun } from './refusals.ts'

/** Tries both ways to run `inner` from a callback of `outer`, and gives the outcomes once `outer` has stopped. */
async function nest(check: Check, outer: EventLoop, inner: EventLoop): Promise<Attempt<unknown>[]> {
  const done = inner.createFuture()
  done.setResult('should not be seen')
  const outcomes: Attempt<unknown>[] = []
  // One run for each, so that a first refusal cannot spoil the second.
  for (const start of [() => inner.runForever(), () => inner.runUntilComplete(done)]) {
    let outcome = (): Attempt<unknown> => ({ threw: false, value: 'nothing, for the callback did not run' })
    outer.callSoon(() => {
      outcome = tryRun(check, start)
      outer.stop()
    })
    // An inner run that is accepted ends by itself.
    if (inner !== outer) inner.callSoon(() => inner.stop())
    await outer.runForever()
    await check.host.turn()
    outcomes.push(outcome())
  }
  return outcomes
}

function checkRefused(check: Check, outcomes: readonly Attempt<unknown>[], where: string): void {
  const [forever, untilComplete] = outcomes as [Attempt<unknown>, Attempt<unknown>]
  check.threw(forever, 'RuntimeError', `runForever() in a callback of ${where}`)
  check.threw(untilComplete, 'RuntimeError', `runUntilComplete() in a callback of ${where}`)
}

function* twoSteps(): Coroutine<string> {
  yield
  return 'ran elsewhere'
}

export const lifecycleNestingTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.same-loop-does-not-nest',
    'both ways to run, in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      checkRefused(check, await nest(check, loop, loop), 'the same loop')
    },
    { hint: 'Refuse a run while isRunning() is true.' },
  ),
  clauseTest(
    'lifecycle.loops-do-not-nest',
    'both ways to run, in a callback of another loop',
    async (check) => {
      const [outer, inner] = [check.newEventLoop(), check.newEventLoop()]
      checkRefused(check, await nest(check, outer, inner), 'another loop')
      check.same(inner.isRunning(), false, 'isRunning() of the inner loop')
    },
    { hint: 'Refuse a run while peekRunningLoop() is not null, whichever loop it is.' },
  ),
  clauseTest(
    'lifecycle.refused-run-changes-nothing',
    'four refusals, then a look at both loops',
    async (check) => {
      const [outer, inner] = [check.newEventLoop(), check.newEventLoop()]
      const { api } = check
      const refusals: (() => Attempt<unknown>)[] = []
      const seen: unknown[] = []
      outer.callSoon(() => {
        for (const loop of [outer, inner, outer, inner]) {
          refusals.push(tryRun(check, () => loop.runForever()))
          seen.push(api.peekRunningLoop(), outer.isRunning(), inner.isRunning())
        }
      })
      outer.callSoon(() => outer.callSoon(check.callback('outer goes on', () => outer.stop())))
      await outer.runForever()
      await check.host.turn()
      for (const refusal of refusals)
        check.threw(refusal(), 'RuntimeError', 'each of four runs inside a callback')
      check.happened('outer goes on')
      const unchanged = [outer, true, false]
      check.sameMembers(
        seen,
        [...unchanged, ...unchanged, ...unchanged, ...unchanged],
        'the running loop, isRunning() of the outer and of the inner loop, after each of four refusals',
      )
      inner.callSoon(check.callback('inner'))
      await check.iterations(inner)
      check.order('outer goes on', 'inner')
    },
    {
      hint: 'Check everything before anything is set up; what cleans up after a run must not run for a refusal.',
    },
  ),
  clauseTest(
    'lifecycle.refused-run-leaves-the-coroutine-alone',
    'a run inside a callback, and a run of a closed loop',
    async (check) => {
      const [loop, closed] = [check.newEventLoop(), check.newEventLoop()]
      closed.close()
      const coroutine = twoSteps()
      const counts: number[] = []
      loop.callSoon(() => {
        tryRun(check, () => loop.runUntilComplete(coroutine))
        counts.push(check.api.getTasks(loop).size)
        loop.stop()
      })
      await loop.runForever()
      tryRun(check, () => closed.runUntilComplete(coroutine))
      await check.host.turn()
      check.same(counts[0], 0, 'the number of tasks after the refusal')
      check.same(
        await loop.runUntilComplete(coroutine),
        'ran elsewhere',
        'what the coroutine returns in a later run',
      )
    },
    { hint: 'Check the state of the loop before ensureFuture().' },
  ),
]
