import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { tryRun } from '../support/turns.ts'

/** Tries both ways to run `inner` from a callback of `outer`, one of them with a pending or a done future, and gives the outcomes once `outer` has stopped. */
async function nest(
  t: CheckContext,
  outer: EventLoop,
  inner: EventLoop,
  isDone = false,
): Promise<Attempt<unknown>[]> {
  const future = inner.createFuture()
  if (isDone) future.setResult('should not be seen')
  const outcomes: Attempt<unknown>[] = []
  // One run for each, so that a first refusal cannot spoil the second.
  for (const start of [() => inner.runForever(), () => inner.runUntilComplete(future)]) {
    let outcome = (): Attempt<unknown> => ({ threw: false, value: 'nothing, for the callback did not run' })
    outer.callSoon(() => {
      outcome = tryRun(t, start)
      outer.stop()
    })
    // If an inner run is accepted, it ends without help.
    if (inner !== outer) inner.callSoon(() => inner.stop())
    await outer.runForever()
    await t.host.turn()
    outcomes.push(outcome())
  }
  return outcomes
}

function checkRefused(t: CheckContext, outcomes: readonly Attempt<unknown>[], where: string): void {
  const [forever, untilComplete] = outcomes as [Attempt<unknown>, Attempt<unknown>]
  t.threw(forever, 'RuntimeError', `runForever() in a callback of ${where}`)
  t.threw(untilComplete, 'RuntimeError', `runUntilComplete() in a callback of ${where}`)
}

function* twoSteps(): Coroutine<string> {
  yield
  return 'ran elsewhere'
}

export const lifecycleNestingChecks: readonly Check[] = [
  check(
    'lifecycle.same-loop-does-not-nest',
    'both ways to run, in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      checkRefused(t, await nest(t, loop, loop), 'the same loop')
    },
    { hint: 'Refuse a run while isRunning() is true.' },
  ),
  check(
    'lifecycle.loops-do-not-nest',
    'both ways to run, in a callback of another loop',
    async (t) => {
      const [outer, inner] = [t.newEventLoop(), t.newEventLoop()]
      checkRefused(t, await nest(t, outer, inner), 'another loop')
      t.same(inner.isRunning(), false, 'isRunning() of the inner loop')
    },
    { hint: 'Refuse a run while peekRunningLoop() is not null, whatever loop it returns.' },
  ),
  check(
    'lifecycle.run-of-a-done-future-is-refused',
    'in a callback of the same loop, of another loop, and on a closed loop',
    async (t) => {
      const [outer, inner] = [t.newEventLoop(), t.newEventLoop()]
      checkRefused(t, await nest(t, outer, outer, true), 'the same loop, with a done future,')
      checkRefused(t, await nest(t, outer, inner, true), 'another loop, with a done future,')
      const done = inner.createFuture()
      done.setResult('should not be seen')
      inner.close()
      const closed = tryRun(t, () => inner.runUntilComplete(done))
      await t.host.turn()
      t.threw(closed(), 'RuntimeError', 'runUntilComplete() of a done future on a closed loop')
    },
    { hint: 'Check whether the loop can run before you look at the future.' },
  ),
  check(
    'lifecycle.refused-run-changes-nothing',
    'four refusals, then a look at both loops',
    async (t) => {
      const [outer, inner] = [t.newEventLoop(), t.newEventLoop()]
      const { api } = t
      const refusals: (() => Attempt<unknown>)[] = []
      const seen: unknown[] = []
      outer.callSoon(() => {
        for (const loop of [outer, inner, outer, inner]) {
          refusals.push(tryRun(t, () => loop.runForever()))
          seen.push(api.peekRunningLoop(), outer.isRunning(), inner.isRunning())
        }
      })
      outer.callSoon(() => outer.callSoon(t.callback('outer goes on', () => outer.stop())))
      await outer.runForever()
      await t.host.turn()
      for (const refusal of refusals)
        t.threw(refusal(), 'RuntimeError', 'each of four runs inside a callback')
      t.happened('outer goes on')
      const unchanged = [outer, true, false]
      t.sameItems(
        seen,
        [...unchanged, ...unchanged, ...unchanged, ...unchanged],
        'the running loop, isRunning() of the outer and of the inner loop, after each of four refusals',
      )
      inner.callSoon(t.callback('inner'))
      await t.iterations(inner)
      t.order('outer goes on', 'inner')
    },
    {
      hint: 'Check everything before you set anything up. Do not run the clean-up of a run after a refusal.',
    },
  ),
  check(
    'lifecycle.refused-run-leaves-the-coroutine-alone',
    'a run inside a callback, and a run of a closed loop',
    async (t) => {
      const [loop, closed] = [t.newEventLoop(), t.newEventLoop()]
      closed.close()
      const coroutine = twoSteps()
      const counts: number[] = []
      loop.callSoon(() => {
        tryRun(t, () => loop.runUntilComplete(coroutine))
        counts.push(t.api.getTasks(loop).size)
        loop.stop()
      })
      await loop.runForever()
      tryRun(t, () => closed.runUntilComplete(coroutine))
      await t.host.turn()
      t.same(counts[0], 0, 'the number of tasks after the refusal')
      t.same(
        await loop.runUntilComplete(coroutine),
        'ran elsewhere',
        'what the coroutine returns in a later run',
      )
    },
    { hint: 'Check the state of the loop before ensureFuture().' },
  ),
]
