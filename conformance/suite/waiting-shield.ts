/** `shield`. */
import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type Attempt, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask, soon } from './in-task.ts'
import { later } from './later.ts'

export const shieldTests: readonly ClauseTest[] = [
  clauseTest(
    'waiting.shield-follows-its-awaitable',
    'a result, an exception and a cancellation',
    async (check) => {
      const error = new Error('of the coroutine')
      const outcomes: Attempt<unknown>[] = []
      const areCancelled: boolean[] = []
      await finishTask(check, function* (loop) {
        const { shield } = check.api
        const failing = (function* (): Coroutine<string> {
          yield
          throw error
        })()
        const cancelled = loop.createFuture<string>()
        later(loop, () => cancelled.cancel())
        const shields = [shield(soon(loop, 'result')), shield(failing), shield(cancelled)]
        for (const shielded of shields) outcomes.push(yield* attempted(shielded))
        areCancelled.push(...shields.map((shielded) => shielded.cancelled()))
      })
      const [fine, failed, cancelled] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      check.same(check.answered(fine, 'shield()'), 'result', 'the result')
      check.same(failed.threw ? failed.error : null, error, 'what the shield threw')
      check.threw(cancelled, 'CancelledError', 'a shield whose awaitable was cancelled')
      check.sameMembers(areCancelled, [false, false, true], 'cancelled() of the shields')
    },
  ),
  clauseTest(
    'waiting.shield-takes-the-cancellation',
    'the task that awaits the shield is cancelled',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const inner = loop.createTask(
          (function* (): Coroutine<string> {
            yield* soon(loop, null)
            yield* soon(loop, null)
            check.note('the shielded task is over')
            return 'of the shielded task'
          })(),
        )
        const outer = loop.createTask(
          (function* (): Coroutine<string> {
            return yield* check.api.shield(inner)
          })(),
        )
        later(loop, () => outer.cancel(), 2)
        outcomes.push(yield* attempted(outer))
        check.note('the waiting task is over')
        outcomes.push(yield* attempted(inner))
      })
      const [outer, inner] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.threw(outer, 'CancelledError', 'the task that was waiting')
      check.same(check.answered(inner, 'the shielded task'), 'of the shielded task', 'its result')
      check.order('the waiting task is over', 'the shielded task is over')
    },
  ),
  clauseTest(
    'waiting.shield-takes-the-cancellation',
    'in the moment in which its awaitable has its result',
    async (check) => {
      const seen: unknown[] = []
      await finishTask(check, function* (loop) {
        const inner = loop.createFuture<string>()
        const outer = check.api.shield(inner)
        yield* soon(loop, null)
        inner.setResult('result')
        seen.push(outer.cancel())
        yield* soon(loop, null)
        seen.push(outer.cancelled(), inner.result())
      })
      const [answer, cancelled, result] = seen
      check.same(answer, true, 'what cancel() of the shield answers')
      check.same(cancelled, true, 'cancelled() of the shield')
      check.same(result, 'result', 'the result of what it shields')
    },
    { hint: 'What follows the awaitable must look whether the shield is done by then.' },
  ),
  clauseTest('waiting.shield-answers-a-done-future-itself', 'a future with a result', async (check) => {
    const seen: unknown[] = []
    await finishTask(check, function* (loop) {
      const future = loop.createFuture<string>()
      future.setResult('result')
      const shielded = check.api.shield(future)
      seen.push(shielded === future, yield* shielded)
    })
    check.sameMembers(seen, [true, 'result'], 'whether the shield is the future, and its result')
  }),
  ...[1, 2].map((shields) =>
    clauseTest(
      'waiting.shield-reports-an-error-that-nobody-awaits',
      `the shielded future fails after ${shields === 1 ? 'the shield was' : 'two shields were'} cancelled`,
      async (check) => {
        const error = new Error('of the shielded future')
        const loop = check.newEventLoop()
        await loop.runUntilComplete(
          (function* (): Coroutine<void> {
            const inner = loop.createFuture<string>()
            for (let count = 0; count < shields; count++) check.api.shield(inner).cancel()
            yield* soon(loop, null)
            inner.setException(error)
            yield* soon(loop, null)
            inner.exception()
          })(),
        )
        const reports = check.reports(loop)
        check.same(reports.length, 1, 'the number of errors reported')
        check.same(reports[0]?.exception, error, '`exception` of the context')
      },
    ),
  ),
]
