/** `timeout`: moving the deadline. */
import type { Timeout } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never } from '../support/tasks.ts'

export const waitingTimeoutMovedChecks: readonly Check[] = [
  ...Object.entries({ nearer: 100_000, 'from no limit to a near one': null }).map(([situation, ms]) =>
    check('waiting.timeout-can-be-moved', situation, async (t) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        // Not at the beginning of the clock, where a moment and a duration are the same number.
        yield* t.api.sleep(10)
        const nearer = t.api.timeout(ms, function* (scope) {
          const when = loop.time() + 5
          scope.reschedule(when)
          seen.push(scope.when() === when)
          return yield* never(loop)
        })
        outcomes.push(yield* attempted(nearer))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'timeout() whose deadline was moved nearer')
      t.sameItems(seen, [true], 'whether when() is the new deadline')
    }),
  ),
  check('waiting.timeout-can-be-moved', 'when() of a limit that was not moved', async (t) => {
    const limit = 100_000
    const seen: number[] = []
    await finishTask(t, function* (loop) {
      yield* t.api.sleep(10)
      const before = loop.time()
      yield* t.api.timeout(limit, function* (scope) {
        seen.push(before, (scope.when() ?? NaN) - limit, loop.time())
      })
    })
    const [before, moment, inside] = seen as [number, number, number]
    // Python's seconds are not exact in milliseconds.
    t.that(
      before - 1 <= moment && moment <= inside + 1,
      `when() is the beginning, between ${String(before)} and ${String(inside)}, and ${String(limit)} ms`,
      `when() was ${String(moment + limit)} ms`,
    )
  }),
  ...Object.entries({ away: null, farther: 100_000 }).map(([situation, fromNow]) =>
    check('waiting.timeout-can-be-moved', situation, async (t) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const scopes: Timeout[] = []
        const away = t.api.timeout(5, function* (scope) {
          const when = fromNow === null ? null : loop.time() + fromNow
          scope.reschedule(when)
          scopes.push(scope)
          seen.push(scope.when() === when)
          return yield* t.api.sleep(15, 'in peace')
        })
        outcomes.push(yield* attempted(away))
        outcomes.push(t.attempt(() => scopes[0]?.reschedule(loop.time() + 5)))
        yield* t.api.sleep(10)
      })
      const [away, late] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(away, 'timeout() whose deadline was moved away'), 'in peace', 'the result')
      t.sameItems(seen, [true], 'whether when() is the new deadline')
      t.threw(late, 'RuntimeError', 'reschedule() after the end of the body')
    }),
  ),
  check('waiting.timeout-can-be-moved', 'to a moment that has passed, and several times', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const passed = t.api.timeout(100_000, function* (scope) {
        scope.reschedule(loop.time() - 1)
        return yield* never(loop)
      })
      const often = t.api.timeout(0, function* (scope) {
        for (let round = 0; round < 20; round++)
          scope.reschedule(loop.time() + (round % 2 === 0 ? 0 : 100_000))
        return yield* t.api.sleep(5, 'in peace')
      })
      outcomes.push(yield* attempted(passed), yield* attempted(often))
    })
    const [passed, often] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.threw(passed, 'TimeoutError', 'timeout() whose deadline was moved to the past')
    t.same(t.returned(often, 'timeout() whose deadline is far at last'), 'in peace', 'the result')
  }),
  check(
    'waiting.timeout-cannot-be-revived',
    'reschedule() while the body cleans up',
    async (t) => {
      const attempts: Attempt<unknown>[] = []
      const expired: boolean[] = []
      await finishTask(t, function* (loop) {
        const body = t.api.timeout(5, function* (scope) {
          expired.push(scope.expired())
          try {
            return yield* never(loop)
          } finally {
            expired.push(scope.expired())
            for (const when of [loop.time() + 100_000, null])
              attempts.push(t.attempt(() => scope.reschedule(when)))
          }
        })
        attempts.push(yield* attempted(body))
      })
      const [later, away, outcome] = attempts as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.threw(later, 'RuntimeError', 'reschedule() to a later moment, after the deadline')
      t.threw(away, 'RuntimeError', 'reschedule(null) after the deadline')
      t.threw(outcome, 'TimeoutError', 'timeout()')
      t.sameItems(expired, [false, true], 'expired() before the deadline and after it')
    },
    { hint: 'Refuse to move the deadline as soon as the task has been cancelled because of it.' },
  ),
]
