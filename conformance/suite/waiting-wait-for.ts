/** `waitFor`. */
import { isCancelledError, type Coroutine, type Future } from '../../spec/index.ts'
import { clauseTest, type Attempt, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask, never, soon } from './in-task.ts'
import { later } from './later.ts'

export const waitForTests: readonly ClauseTest[] = [
  ...[10_000, null].map((ms) =>
    clauseTest(
      'waiting.wait-for-gives-what-comes-in-time',
      `a result and an exception, with ${ms === null ? 'no limit' : 'plenty of time'}`,
      async (check) => {
        const error = new Error('of the coroutine')
        const outcomes: Attempt<unknown>[] = []
        await finishTask(check, function* (loop) {
          const failing = (function* (): Coroutine<string> {
            yield
            throw error
          })()
          outcomes.push(yield* attempted(check.api.waitFor(soon(loop, 'result'), ms)))
          outcomes.push(yield* attempted(check.api.waitFor(failing, ms)))
        })
        const [fine, failed] = outcomes as [Attempt<unknown>, Attempt<unknown>]
        check.same(check.answered(fine, 'waitFor()'), 'result', 'the result')
        check.same(failed.threw ? failed.error : null, error, 'what waitFor() threw')
      },
    ),
  ),
  clauseTest('waiting.wait-for-throws-when-time-is-over', 'a future that is never done', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    const futures: Future[] = []
    await finishTask(check, function* (loop) {
      const future = never(loop)
      futures.push(future)
      outcomes.push(yield* attempted(check.api.waitFor(future, 5)))
    })
    check.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'waitFor()')
    check.same(futures[0]?.cancelled(), true, 'cancelled() of the awaitable')
  }),
  clauseTest(
    'waiting.wait-for-waits-for-what-it-cancels',
    'a task that takes its time to clean up',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const task = loop.createTask(
          (function* (): Coroutine<void> {
            try {
              yield* never(loop)
            } finally {
              yield* soon(loop, null)
              check.note('cleaned up')
            }
          })(),
        )
        outcomes.push(yield* attempted(check.api.waitFor(task, 5)))
        check.note('waitFor is over')
        yield* attempted(task)
      })
      check.order('cleaned up', 'waitFor is over')
      check.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'waitFor()')
    },
  ),
  clauseTest(
    'waiting.wait-for-keeps-a-result-that-comes-anyway',
    'a task that answers its cancellation',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
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
        outcomes.push(yield* attempted(check.api.waitFor(task, 5)))
      })
      const value = check.answered(outcomes[0] as Attempt<unknown>, 'waitFor()')
      check.same(value, 'what there is so far', 'the result')
    },
  ),
  ...[0, -1].map((ms) =>
    clauseTest('waiting.wait-for-no-time-starts-nothing', `waitFor(…, ${String(ms)})`, async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const done = loop.createFuture<string>()
        done.setResult('done before')
        outcomes.push(yield* attempted(check.api.waitFor(done, ms)))
        const coroutine = (function* (): Coroutine<string> {
          check.note('a step')
          yield
          return 'result'
        })()
        outcomes.push(yield* attempted(check.api.waitFor(coroutine, ms)))
        yield* soon(loop, null)
      })
      const [fine, refused] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.same(check.answered(fine, 'waitFor() of a done future'), 'done before', 'the result')
      check.threw(refused, 'TimeoutError', 'waitFor() of a coroutine')
      check.times('a step', 0)
    }),
  ),
  clauseTest(
    'waiting.wait-for-no-time-starts-nothing',
    'a future that is cancelled already',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const cancelled = never(loop)
        cancelled.cancel()
        outcomes.push(yield* attempted(check.api.waitFor(cancelled, 0)))
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'waitFor() of a cancelled future')
    },
  ),
  clauseTest('waiting.wait-for-passes-a-cancellation-on', 'the waiting task is cancelled', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    const futures: Future[] = []
    await finishTask(check, function* (loop) {
      const future = never(loop)
      futures.push(future)
      const task = loop.createTask(check.api.waitFor(future, 10_000))
      later(loop, () => task.cancel())
      outcomes.push(yield* attempted(task))
    })
    check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task that was waiting')
    check.same(futures[0]?.cancelled(), true, 'cancelled() of the awaitable')
  }),
]
