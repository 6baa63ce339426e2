/** `timeout`. */
import { isCancelledError, type Task, type Timeout } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask, never, soon, waitForNever } from './in-task.ts'
import { needsTask } from './needs-task.ts'

/** The task that asks. */
function ownTask(check: Check): Task {
  return check.api.currentTask() as Task
}

export const timeoutTests: readonly ClauseTest[] = [
  clauseTest(
    'waiting.timeout-gives-what-the-body-gives',
    'a result and an exception, in time',
    async (check) => {
      const error = new Error('of the body')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const { timeout } = check.api
        outcomes.push(
          yield* attempted(
            timeout(30, function* () {
              return yield* soon(loop, 'result')
            }),
          ),
          yield* attempted(
            timeout(30, function* () {
              yield
              throw error
            }),
          ),
        )
        yield* check.api.sleep(60)
      })
      const [fine, failed] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.same(check.answered(fine, 'timeout()'), 'result', 'the result')
      check.same(failed.threw ? failed.error : null, error, 'what timeout() threw')
    },
  ),
  clauseTest('waiting.timeout-ends-a-slow-body', 'a body that waits for ever', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(check, function* (loop) {
      const body = check.api.timeout(5, function* () {
        try {
          return yield* never(loop)
        } catch (error) {
          check.note(isCancelledError(error) ? 'cancelled' : 'another error')
          throw error
        }
      })
      outcomes.push(yield* attempted(body))
    })
    check.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'timeout()')
    check.times('cancelled', 1)
  }),
  clauseTest(
    'waiting.timeout-leaves-no-cancellation',
    'a task that goes on after a timeout',
    async (check) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        outcomes.push(yield* attempted(check.api.timeout(5, () => waitForNever(loop))))
        seen.push(ownTask(check).cancelling())
        outcomes.push(yield* attempted(soon(loop, 'afterwards')))
      })
      const [timeout, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.threw(timeout, 'TimeoutError', 'timeout()')
      check.same(seen[0], 0, 'cancelling() of the task afterwards')
      check.same(check.answered(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
  ),
  ...Object.entries({ 'while there is time': 10_000, 'in the same moment': 0 }).map(([situation, ms]) =>
    clauseTest('waiting.timeout-yields-to-a-cancellation-from-outside', situation, async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const task: Task<string> = loop.createTask(
          check.api.timeout(ms, function* () {
            // With no time left the request of the timeout comes first, and this one before the task can answer it.
            loop.callSoon(() => task.cancel())
            return yield* never(loop)
          }),
        )
        outcomes.push(yield* attempted(task))
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'timeout()')
    }),
  ),
  ...(['outer', 'inner'] as const).map((which) =>
    clauseTest('waiting.timeout-knows-its-own', `the ${which} one expires`, async (check) => {
      const outcomes: Record<string, Attempt<unknown>> = {}
      const timeouts: Record<string, boolean> = {}
      await finishTask(check, function* (loop) {
        const { timeout } = check.api
        const keep = (name: string, scope: Timeout): (() => void) => {
          return () => (timeouts[name] = scope.expired())
        }
        const looks: (() => void)[] = []
        const outer = timeout(which === 'outer' ? 5 : 10_000, function* (outerScope) {
          looks.push(keep('outer', outerScope))
          const inner = timeout(which === 'inner' ? 5 : 10_000, function* (innerScope) {
            looks.push(keep('inner', innerScope))
            return yield* never(loop)
          })
          const outcome = yield* attempted(inner)
          outcomes.inner = outcome
          if (outcome.threw && isCancelledError(outcome.error)) throw outcome.error
        })
        outcomes.outer = yield* attempted(outer)
        for (const look of looks) look()
      })
      const { inner, outer } = outcomes as { inner: Attempt<unknown>; outer: Attempt<unknown> }
      check.threw(inner, which === 'inner' ? 'TimeoutError' : 'CancelledError', 'the inner timeout()')
      if (which === 'outer') check.threw(outer, 'TimeoutError', 'the outer timeout()')
      else check.answered(outer, 'the outer timeout()')
      check.same(timeouts.inner, which === 'inner', 'expired() of the inner one')
      check.same(timeouts.outer, which === 'outer', 'expired() of the outer one')
    }),
  ),
  clauseTest('waiting.timeout-can-be-moved', 'nearer, and away', async (check) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(check, function* (loop) {
      const { timeout } = check.api
      const nearer = timeout(100_000, function* (scope) {
        const when = loop.time() + 5
        scope.reschedule(when)
        seen.push(scope.when() === when)
        return yield* never(loop)
      })
      const scopes: Timeout[] = []
      const away = timeout(5, function* (scope) {
        scope.reschedule(null)
        scopes.push(scope)
        seen.push(scope.when())
        return yield* check.api.sleep(15, 'in peace')
      })
      outcomes.push(yield* attempted(nearer), yield* attempted(away))
      const [scope] = scopes
      outcomes.push(check.attempt(() => scope?.reschedule(loop.time() + 5)))
      yield* check.api.sleep(10)
    })
    const [nearer, away, late] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
    check.threw(nearer, 'TimeoutError', 'timeout() whose deadline was moved nearer')
    check.same(
      check.answered(away, 'timeout() without a deadline'),
      'in peace',
      'the result without a deadline',
    )
    check.sameMembers(seen, [true, null], 'whether when() is the deadline, and when() without one')
    check.threw(late, 'RuntimeError', 'reschedule() after the end of the body')
  }),
  clauseTest('waiting.timeout-needs-a-task', 'in a callback', (check) =>
    needsTask(check, 'timeout()', (body) => check.api.timeout(10, body)),
  ),
]
