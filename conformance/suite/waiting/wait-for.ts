/** `waitFor`. */
import { isCancelledError, type Coroutine, type Future } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

export const waitingWaitForChecks: readonly Check[] = [
  ...[10_000, null].map((ms) =>
    check(
      'waiting.wait-for-gives-what-comes-in-time',
      `a result and an exception, with ${ms === null ? 'no limit' : 'plenty of time'}`,
      async (t) => {
        const error = new Error('of the coroutine')
        const outcomes: Attempt<unknown>[] = []
        await finishTask(t, function* (loop) {
          const failing = (function* (): Coroutine<string> {
            yield
            throw error
          })()
          outcomes.push(yield* attempted(t.api.waitFor(soon(loop, 'result'), ms)))
          outcomes.push(yield* attempted(t.api.waitFor(failing, ms)))
        })
        const [fine, failed] = outcomes as [Attempt<unknown>, Attempt<unknown>]
        t.same(t.returned(fine, 'waitFor()'), 'result', 'the result')
        t.same(failed.threw ? failed.error : null, error, 'what waitFor() threw')
      },
    ),
  ),
  check('waiting.wait-for-throws-when-time-is-over', 'a future that is never done', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    const futures: Future[] = []
    await finishTask(t, function* (loop) {
      const future = never(loop)
      futures.push(future)
      outcomes.push(yield* attempted(t.api.waitFor(future, 5)))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'waitFor()')
    t.same(futures[0]?.cancelled(), true, 'cancelled() of the awaitable')
  }),
  check('waiting.wait-for-waits-for-what-it-cancels', 'a task that takes its time to clean up', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const task = loop.createTask(
        (function* (): Coroutine<void> {
          try {
            yield* never(loop)
          } finally {
            yield* soon(loop, null)
            t.note('cleaned up')
          }
        })(),
      )
      outcomes.push(yield* attempted(t.api.waitFor(task, 5)))
      t.note('waitFor is over')
      yield* attempted(task)
    })
    t.order('cleaned up', 'waitFor is over')
    t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'waitFor()')
  }),
  check(
    'waiting.wait-for-keeps-a-result-that-comes-anyway',
    'a task that returns a value when it is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const task = loop.createTask(
          (function* (): Coroutine<string> {
            try {
              return yield* never(loop)
            } catch (error) {
              if (isCancelledError(error)) return 'what there is so far'
              throw error
            }
          })(),
        )
        outcomes.push(yield* attempted(t.api.waitFor(task, 5)))
      })
      const value = t.returned(outcomes[0] as Attempt<unknown>, 'waitFor()')
      t.same(value, 'what there is so far', 'the result')
    },
  ),
  ...[0, -1].map((ms) =>
    check('waiting.wait-for-no-time-starts-nothing', `waitFor(…, ${String(ms)})`, async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const done = loop.createFuture<string>()
        done.setResult('done before')
        outcomes.push(yield* attempted(t.api.waitFor(done, ms)))
        const coroutine = (function* (): Coroutine<string> {
          t.note('a step')
          yield
          return 'result'
        })()
        outcomes.push(yield* attempted(t.api.waitFor(coroutine, ms)))
        yield* soon(loop, null)
      })
      const [fine, refused] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(fine, 'waitFor() of a done future'), 'done before', 'the result')
      t.threw(refused, 'TimeoutError', 'waitFor() of a coroutine')
      t.times('a step', 0)
    }),
  ),
  check('waiting.wait-for-no-time-starts-nothing', 'a future that is cancelled already', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const cancelled = never(loop)
      cancelled.cancel()
      outcomes.push(yield* attempted(t.api.waitFor(cancelled, 0)))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'waitFor() of a cancelled future')
  }),
  check('waiting.wait-for-passes-a-cancellation-on', 'the waiting task is cancelled', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    const futures: Future[] = []
    await finishTask(t, function* (loop) {
      const future = never(loop)
      futures.push(future)
      const task = loop.createTask(t.api.waitFor(future, 10_000))
      later(loop, () => task.cancel())
      outcomes.push(yield* attempted(task))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task that was waiting')
    t.same(futures[0]?.cancelled(), true, 'cancelled() of the awaitable')
  }),
]
