/** `timeout` and `timeoutAt`: what they give, and when they end. */
import { isCancelledError, type Coroutine, type EventLoop, type Timeout } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, inVain, never, needsTask, soon, waitForNever } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

type Outcomes = Attempt<unknown>[]

/** Four limits that a body without an end exceeds, in milliseconds. */
const limits = { '5 ms': 5, 'no time': 0, 'less than no time': -1, 'a millionth of a millisecond': 1e-6 }

/** Runs a body without an end under the limit, and returns what became of it. The body notes how it was ended. */
function* endless(
  t: CheckContext,
  loop: EventLoop,
  limit: (body: () => Coroutine<string>) => Coroutine<string>,
): Coroutine<Attempt<string>> {
  const body = function* (): Coroutine<string> {
    try {
      return yield* never(loop)
    } catch (error) {
      t.note(isCancelledError(error) ? 'cancelled' : 'another error')
      throw error
    }
  }
  return yield* attempted(limit(body))
}

/** A body that responds to its cancellation with another error, and one that responds with a result. */
function* twoResponses(
  t: CheckContext,
  loop: EventLoop,
  ms: number,
  kept: { error: Error; scopes: Timeout[] },
): Coroutine<Outcomes> {
  const failing = t.api.timeout(ms, function* () {
    try {
      return yield* never(loop)
    } catch {
      throw kept.error
    }
  })
  const returning = t.api.timeout(ms, function* (scope) {
    kept.scopes.push(scope)
    const outcome = yield* attempted(never(loop))
    return outcome.threw ? 'what there is so far' : inVain
  })
  return [yield* attempted(failing), yield* attempted(returning)]
}

export const waitingTimeoutChecks: readonly Check[] = [
  check('waiting.timeout-gives-what-the-body-gives', 'a result and an exception, in time', async (t) => {
    const error = new Error('of the body')
    const outcomes: Outcomes = []
    await finishTask(t, function* (loop) {
      const { timeout } = t.api
      const fine = timeout(10_000, function* () {
        return yield* soon(loop, 'result')
      })
      const failing = timeout(10_000, function* () {
        yield
        throw error
      })
      outcomes.push(yield* attempted(fine), yield* attempted(failing))
    })
    const [fine, failed] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.same(t.returned(fine, 'timeout()'), 'result', 'the result')
    t.same(failed.threw ? failed.error : null, error, 'what timeout() threw')
  }),
  // A body that never waits is in time, however slow the machine is.
  ...[5, 0, -1].map((ms) =>
    check(
      'waiting.timeout-gives-what-the-body-gives',
      `bodies that never wait, with ${String(ms)} ms, and a sleep afterwards`,
      async (t) => {
        const error = new Error('of the body')
        const outcomes: Outcomes = []
        await finishTask(t, function* () {
          const { timeout } = t.api
          const fine = timeout(ms, function* () {
            return 'result'
          })
          const failing = timeout(ms, function* () {
            throw error
          })
          outcomes.push(yield* attempted(fine), yield* attempted(failing))
          outcomes.push(yield* attempted(t.api.sleep(12, 'in peace')))
        })
        const [fine, failed, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
        t.same(t.returned(fine, 'timeout()'), 'result', 'the result')
        t.same(failed.threw ? failed.error : null, error, 'what timeout() threw')
        t.same(t.returned(afterwards, 'a sleep after the timeout'), 'in peace', 'the result of the sleep')
      },
      { hint: 'Cancel the timer when the body is over.' },
    ),
  ),
  ...[null, Infinity].map((ms) =>
    check('waiting.timeout-gives-what-the-body-gives', `a limit of ${String(ms)}`, async (t) => {
      const outcomes: Outcomes = []
      const whens: (number | null)[] = []
      await finishTask(t, function* () {
        const body = t.api.timeout(ms, function* (scope) {
          whens.push(scope.when())
          return yield* t.api.sleep(10, 'result')
        })
        outcomes.push(yield* attempted(body))
      })
      t.same(t.returned(outcomes[0] as Attempt<unknown>, 'timeout()'), 'result', 'the result')
      t.sameItems(whens, [ms], 'when() in the body')
    }),
  ),
  ...Object.entries(limits).map(([limit, ms]) =>
    check('waiting.timeout-ends-a-slow-body', `a body that waits for ever, with ${limit}`, async (t) => {
      const outcomes: Outcomes = []
      await finishTask(t, function* (loop) {
        outcomes.push(yield* endless(t, loop, (body) => t.api.timeout(ms, body)))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'timeout()')
      t.times('cancelled', 1)
    }),
  ),
  ...[5, 0].map((ms) =>
    check(
      'waiting.timeout-keeps-what-comes-anyway',
      `another error and a result, with ${String(ms)} ms`,
      async (t) => {
        const error = new Error('of the clean-up')
        const outcomes: Outcomes = []
        const scopes: Timeout[] = []
        await finishTask(t, function* (loop) {
          outcomes.push(...(yield* twoResponses(t, loop, ms, { error, scopes })))
          outcomes.push(yield* attempted(soon(loop, 'afterwards')))
        })
        const [failed, fine, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
        t.same(failed.threw ? failed.error : null, error, 'what timeout() threw')
        const value = t.returned(fine, 'timeout() whose body caught the cancellation')
        t.same(value, 'what there is so far', 'the result')
        t.same(scopes[0]?.expired(), true, 'expired() of a timeout that has cancelled its body')
        t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
      },
      { hint: 'Turn only a CancelledError into a TimeoutError.' },
    ),
  ),
  ...Object.entries({ 'timeout()': 'timeout', 'timeoutAt()': 'timeoutAt' } as const).map(([what, name]) =>
    check('waiting.timeout-needs-a-task', `${what} in a callback`, (t) =>
      needsTask(t, what, (body) => t.api[name](10, body)),
    ),
  ),
  ...Object.entries({ soon: 5, now: 0, 'before the call': -5 }).map(([moment, fromNow]) =>
    check(
      'waiting.timeout-at-ends-at-its-moment',
      `a body that waits for ever, and a moment ${moment}`,
      async (t) => {
        const outcomes: Outcomes = []
        const seen: unknown[] = []
        await finishTask(t, function* (loop) {
          // Not at the beginning of the clock, where a moment and a delay are the same number.
          yield* t.api.sleep(10)
          const when = loop.time() + fromNow
          const limit = (body: () => Coroutine<string>): Coroutine<string> =>
            t.api.timeoutAt(when, (scope) => {
              seen.push(scope.when() === when)
              return body()
            })
          outcomes.push(yield* endless(t, loop, limit))
        })
        t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'timeoutAt()')
        t.sameItems(seen, [true], 'whether when() is the moment that was given')
        t.times('cancelled', 1)
      },
    ),
  ),
  check(
    'waiting.timeout-at-ends-at-its-moment',
    'a body in time, no moment, and a cancellation',
    async (t) => {
      const outcomes: Outcomes = []
      const whens: (number | null)[] = []
      await finishTask(t, function* (loop) {
        const { timeoutAt } = t.api
        const inTime = timeoutAt(loop.time() + 10_000, () => t.api.sleep(1, 'in time'))
        const without = timeoutAt(null, function* (scope) {
          whens.push(scope.when())
          return yield* t.api.sleep(1, 'without a limit')
        })
        outcomes.push(yield* attempted(inTime), yield* attempted(without))
        const far = loop.time() + 10_000
        const task = loop.createTask(timeoutAt(far, () => waitForNever(loop)))
        later(loop, () => task.cancel())
        outcomes.push(yield* attempted(task))
      })
      const [inTime, without, cancelled] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(inTime, 'timeoutAt() with time left'), 'in time', 'the result')
      t.same(t.returned(without, 'timeoutAt(null)'), 'without a limit', 'the result without a limit')
      t.sameItems(whens, [null], 'when() without a limit')
      t.threw(cancelled, 'CancelledError', 'a task that was cancelled in timeoutAt()')
    },
  ),
]
