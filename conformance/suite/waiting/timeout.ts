/** `timeout`. */
import { isCancelledError, type Task, type Timeout } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon, waitForNever, needsTask } from '../support/tasks.ts'

/** The task that asks. */
function ownTask(t: CheckContext): Task {
  return t.api.currentTask() as Task
}

export const waitingTimeoutChecks: readonly Check[] = [
  check('waiting.timeout-gives-what-the-body-gives', 'a result and an exception, in time', async (t) => {
    const error = new Error('of the body')
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const { timeout } = t.api
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
      yield* t.api.sleep(60)
    })
    const [fine, failed] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.same(t.returned(fine, 'timeout()'), 'result', 'the result')
    t.same(failed.threw ? failed.error : null, error, 'what timeout() threw')
  }),
  check('waiting.timeout-ends-a-slow-body', 'a body that waits for ever', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const body = t.api.timeout(5, function* () {
        try {
          return yield* never(loop)
        } catch (error) {
          t.note(isCancelledError(error) ? 'cancelled' : 'another error')
          throw error
        }
      })
      outcomes.push(yield* attempted(body))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'timeout()')
    t.times('cancelled', 1)
  }),
  check('waiting.timeout-leaves-no-cancellation', 'a task that goes on after a timeout', async (t) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      outcomes.push(yield* attempted(t.api.timeout(5, () => waitForNever(loop))))
      seen.push(ownTask(t).cancelling())
      outcomes.push(yield* attempted(soon(loop, 'afterwards')))
    })
    const [timeout, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.threw(timeout, 'TimeoutError', 'timeout()')
    t.same(seen[0], 0, 'cancelling() of the task afterwards')
    t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
  }),
  ...Object.entries({ 'while there is time': 10_000, 'in the same moment': 0 }).map(([situation, ms]) =>
    check('waiting.timeout-yields-to-a-cancellation-from-outside', situation, async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const task: Task<string> = loop.createTask(
          t.api.timeout(ms, function* () {
            // With no time left, the request of the timeout comes first, and this one before the task can react to it.
            loop.callSoon(() => task.cancel())
            return yield* never(loop)
          }),
        )
        outcomes.push(yield* attempted(task))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'timeout()')
    }),
  ),
  ...(['outer', 'inner'] as const).map((which) =>
    check('waiting.timeout-knows-its-own', `the ${which} one expires`, async (t) => {
      const outcomes: Record<string, Attempt<unknown>> = {}
      const timeouts: Record<string, boolean> = {}
      await finishTask(t, function* (loop) {
        const { timeout } = t.api
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
      t.threw(inner, which === 'inner' ? 'TimeoutError' : 'CancelledError', 'the inner timeout()')
      if (which === 'outer') t.threw(outer, 'TimeoutError', 'the outer timeout()')
      else t.returned(outer, 'the outer timeout()')
      t.same(timeouts.inner, which === 'inner', 'expired() of the inner one')
      t.same(timeouts.outer, which === 'outer', 'expired() of the outer one')
    }),
  ),
  check('waiting.timeout-can-be-moved', 'nearer, and away', async (t) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const { timeout } = t.api
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
        return yield* t.api.sleep(15, 'in peace')
      })
      outcomes.push(yield* attempted(nearer), yield* attempted(away))
      const [scope] = scopes
      outcomes.push(t.attempt(() => scope?.reschedule(loop.time() + 5)))
      yield* t.api.sleep(10)
    })
    const [nearer, away, late] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
    t.threw(nearer, 'TimeoutError', 'timeout() whose deadline was moved nearer')
    t.same(t.returned(away, 'timeout() without a deadline'), 'in peace', 'the result without a deadline')
    t.sameItems(seen, [true, null], 'whether when() is the deadline, and when() without one')
    t.threw(late, 'RuntimeError', 'reschedule() after the end of the body')
  }),
  check('waiting.timeout-needs-a-task', 'in a callback', (t) =>
    needsTask(t, 'timeout()', (body) => t.api.timeout(10, body)),
  ),
]
