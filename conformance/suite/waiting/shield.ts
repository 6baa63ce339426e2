/** `shield`. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { attempted, finishTask, soon } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

export const waitingShieldChecks: readonly Check[] = [
  check('waiting.shield-follows-its-awaitable', 'a result, an exception and a cancellation', async (t) => {
    const error = new Error('of the coroutine')
    const outcomes: Attempt<unknown>[] = []
    const areCancelled: boolean[] = []
    await finishTask(t, function* (loop) {
      const { shield } = t.api
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
    t.same(t.returned(fine, 'shield()'), 'result', 'the result')
    t.same(failed.threw ? failed.error : null, error, 'what the shield threw')
    t.threw(cancelled, 'CancelledError', 'a shield whose awaitable was cancelled')
    t.sameItems(areCancelled, [false, false, true], 'cancelled() of the shields')
  }),
  check(
    'waiting.shield-takes-the-cancellation',
    'the task that awaits the shield is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const inner = loop.createTask(
          (function* (): Coroutine<string> {
            yield* soon(loop, null)
            yield* soon(loop, null)
            t.note('the shielded task is over')
            return 'of the shielded task'
          })(),
        )
        const outer = loop.createTask(
          (function* (): Coroutine<string> {
            return yield* t.api.shield(inner)
          })(),
        )
        later(loop, () => outer.cancel(), 2)
        outcomes.push(yield* attempted(outer))
        t.note('the waiting task is over')
        outcomes.push(yield* attempted(inner))
      })
      const [outer, inner] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.threw(outer, 'CancelledError', 'the task that was waiting')
      t.same(t.returned(inner, 'the shielded task'), 'of the shielded task', 'its result')
      t.order('the waiting task is over', 'the shielded task is over')
    },
  ),
  check(
    'waiting.shield-takes-the-cancellation',
    'at the moment when its awaitable gets its result',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const inner = loop.createFuture<string>()
        const outer = t.api.shield(inner)
        yield* soon(loop, null)
        inner.setResult('result')
        seen.push(outer.cancel())
        yield* soon(loop, null)
        seen.push(outer.cancelled(), inner.result())
      })
      const [answer, cancelled, result] = seen
      t.same(answer, true, 'what cancel() of the shield returns')
      t.same(cancelled, true, 'cancelled() of the shield')
      t.same(result, 'result', 'the result of what it shields')
    },
    { hint: 'When the awaitable is done, check whether the shield is done already.' },
  ),
  check(
    'waiting.shield-takes-the-cancellation',
    'a shield around a shield around a coroutine',
    async (t) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const inner = t.api.shield(
          (function* (): Coroutine<string> {
            yield* soon(loop, null)
            yield* soon(loop, null)
            return 'of the coroutine'
          })(),
        )
        const outer = t.api.shield(inner)
        yield* soon(loop, null)
        seen.push(outer.cancel())
        outcomes.push(yield* attempted(outer), yield* attempted(inner))
        seen.push(outer.cancelled(), inner.cancelled())
      })
      const [outer, inner] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.threw(outer, 'CancelledError', 'the outer shield')
      t.same(t.returned(inner, 'the inner shield'), 'of the coroutine', 'what the inner shield returns')
      t.sameItems(
        seen,
        [true, true, false],
        'cancel() and cancelled() of the outer shield, cancelled() of the inner',
      )
    },
    { hint: 'A shield is a future like any other, and another shield does not cancel it.' },
  ),
  check('waiting.shield-takes-the-cancellation', 'a gathering of two shields is cancelled', async (t) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const futures = [loop.createFuture<string>(), loop.createFuture<string>()]
      const gathering = t.api.gather(futures.map((future) => t.api.shield(future)))
      yield* soon(loop, null)
      seen.push(gathering.cancel())
      outcomes.push(yield* attempted(gathering))
      seen.push(...futures.map((future) => future.done()))
      for (const future of futures) future.cancel()
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
    t.sameItems(seen, [true, false, false], 'what cancel() returns, and done() of the shielded futures')
  }),
  check('waiting.shield-answers-a-done-future-itself', 'a future with a result', async (t) => {
    const seen: unknown[] = []
    await finishTask(t, function* (loop) {
      const future = loop.createFuture<string>()
      future.setResult('result')
      const shielded = t.api.shield(future)
      seen.push(shielded === future, yield* shielded)
    })
    t.sameItems(seen, [true, 'result'], 'whether the shield is the future, and its result')
  }),
  check(
    'waiting.shield-answers-a-done-future-itself',
    'one that has failed, and one that was cancelled',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const [failed, cancelled] = [loop.createFuture<string>(), loop.createFuture<string>()]
        failed.setException(new Error('of the future'))
        cancelled.cancel()
        seen.push(t.api.shield(failed) === failed, t.api.shield(cancelled) === cancelled)
        failed.exception()
        yield
      })
      t.sameItems(seen, [true, true], 'whether each shield is the future')
    },
  ),
  ...Object.entries({
    'a task awaits the shielded future': true,
    'a done callback asks the shielded future': false,
  }).map(([situation, byTask]) =>
    check(
      'waiting.shield-leaves-an-awaited-error-alone',
      situation,
      async (t) => {
        const error = new Error('of the shielded future')
        const found: unknown[] = []
        const loop = t.newEventLoop()
        await loop.runUntilComplete(
          (function* (): Coroutine<void> {
            const inner = loop.createFuture<string>()
            t.api.shield(inner).cancel()
            yield* soon(loop, null)
            if (!byTask) inner.addDoneCallback(() => found.push(inner.exception()))
            later(loop, () => inner.setException(error))
            if (byTask) {
              const outcome = yield* attempted(inner)
              found.push(outcome.threw ? outcome.error : null)
            }
            yield* soon(loop, null)
            yield* soon(loop, null)
          })(),
        )
        t.sameItems(found, [error], 'the errors that other code got')
        t.same(t.reports(loop).length, 0, 'the number of errors reported')
      },
      {
        hint: 'Report the error of a shielded future only if nothing has retrieved it in the iteration in which it failed.',
      },
    ),
  ),
  ...[1, 2].map((shields) =>
    check(
      'waiting.shield-reports-an-error-that-nobody-awaits',
      `the shielded future fails after ${shields === 1 ? 'the shield was' : 'two shields were'} cancelled`,
      async (t) => {
        const error = new Error('of the shielded future')
        const loop = t.newEventLoop()
        await loop.runUntilComplete(
          (function* (): Coroutine<void> {
            const inner = loop.createFuture<string>()
            for (let count = 0; count < shields; count++) t.api.shield(inner).cancel()
            yield* soon(loop, null)
            inner.setException(error)
            yield* soon(loop, null)
            inner.exception()
          })(),
        )
        const reports = t.reports(loop)
        t.same(reports.length, 1, 'the number of errors reported')
        t.same(reports[0]?.exception, error, '`exception` of the context')
      },
    ),
  ),
]
