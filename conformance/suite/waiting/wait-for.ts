/** `waitFor`: what it gives, and when. */
import type { Coroutine, Future } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon } from '../support/tasks.ts'

export const waitingWaitForChecks: readonly Check[] = [
  ...[10_000, Infinity, null].map((ms) =>
    check(
      'waiting.wait-for-gives-what-comes-in-time',
      `a result and an exception, with ${ms === null ? 'no limit' : `${String(ms)} ms`}`,
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
  check(
    'waiting.wait-for-gives-what-comes-in-time',
    'a future that is done, and a sleep afterwards',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const done = loop.createFuture<string>()
        done.setResult('done before')
        outcomes.push(yield* attempted(t.api.waitFor(done, 5)))
        outcomes.push(yield* attempted(t.api.sleep(12, 'in peace')))
      })
      const [fine, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(fine, 'waitFor()'), 'done before', 'the result')
      t.same(t.returned(afterwards, 'a sleep after waitFor()'), 'in peace', 'the result of the sleep')
    },
    { hint: 'Cancel the timer when the awaitable is done.' },
  ),
  ...[5, 1e-6].map((ms) =>
    check(
      'waiting.wait-for-throws-when-time-is-over',
      `a future that is never done, with ${String(ms)} ms`,
      async (t) => {
        const outcomes: Attempt<unknown>[] = []
        const futures: Future[] = []
        await finishTask(t, function* (loop) {
          const future = never(loop)
          futures.push(future)
          outcomes.push(yield* attempted(t.api.waitFor(future, ms)))
        })
        t.threw(outcomes[0] as Attempt<unknown>, 'TimeoutError', 'waitFor()')
        t.same(futures[0]?.cancelled(), true, 'cancelled() of the awaitable')
      },
    ),
  ),
  ...[0, -1].map((ms) =>
    check(
      'waiting.wait-for-no-time-starts-nothing',
      `waitFor(…, ${String(ms)})`,
      async (t) => {
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
      },
      { unless: ['eager'] },
    ),
  ),
  check('waiting.wait-for-no-time-starts-nothing', 'a future that has failed already', async (t) => {
    const error = new Error('of the future')
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const failed = loop.createFuture<string>()
      failed.setException(error)
      outcomes.push(yield* attempted(t.api.waitFor(failed, 0)))
    })
    const [failed] = outcomes as [Attempt<unknown>]
    t.same(failed.threw ? failed.error : null, error, 'what waitFor() threw')
  }),
  check('waiting.wait-for-no-time-starts-nothing', 'a future that is cancelled already', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const cancelled = never(loop)
      cancelled.cancel()
      outcomes.push(yield* attempted(t.api.waitFor(cancelled, 0)))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'waitFor() of a cancelled future')
  }),
]
