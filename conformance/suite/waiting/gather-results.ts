/** Results of every kind and number, and awaitables that are done before or meanwhile. */
import { errorKind, type Coroutine, type Future, type SettableFuture } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon, waitForNever } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const falsy = [undefined, null, false, 0, ''] as const

export const waitingGatherResultsChecks: readonly Check[] = [
  check(
    'waiting.gather-gives-all-results-in-order',
    'results that are undefined, null, false, zero and empty',
    async (t) => {
      const seen: unknown[][] = []
      await finishTask(t, function* (loop) {
        const returning = function* (value: unknown): Coroutine<unknown> {
          yield
          return value
        }
        seen.push(yield* t.api.gather(falsy.map((value) => soon<unknown>(loop, value))))
        seen.push(yield* t.api.gather(falsy.map(returning)))
      })
      t.sameItems(seen[0] ?? [], falsy, 'the results of the futures')
      t.sameItems(seen[1] ?? [], falsy, 'the results of the coroutines')
    },
    { hint: 'Ask done() whether an awaitable is done, and not its result.' },
  ),

  ...[1, 2, 31, 32, 33, 1000].map((size) =>
    check(
      'waiting.gather-gives-all-results-in-order',
      `${String(size)} ${size === 1 ? 'future' : 'futures'}, the last one done first`,
      async (t) => {
        const seen: unknown[] = []
        const wasDone: unknown[] = []
        const numbers = Array.from({ length: size }, (_, index) => index)
        await finishTask(t, function* (loop) {
          const futures = numbers.map(() => loop.createFuture<number>())
          const gathering = t.api.gather(futures)
          yield
          for (const [index, future] of [...futures.entries()].reverse()) {
            if (index === 0) {
              yield* soon(loop, null)
              wasDone.push(gathering.done())
            }
            future.setResult(index)
          }
          seen.push(...(yield* gathering))
        })
        t.sameItems(wasDone, [false], 'done() of the gathering while one future is pending')
        t.sameItems(seen, numbers, 'the results')
      },
      { hint: 'Count how many awaitables are not done yet. The gathering is done when there are none.' },
    ),
  ),

  check(
    'waiting.gather-gives-all-results-in-order',
    'all are done before, and one is done between the call and the await',
    async (t) => {
      const seen: unknown[][] = []
      await finishTask(t, function* (loop) {
        const [first, second] = [loop.createFuture<string>(), loop.createFuture<string>()]
        first.setResult('first')
        second.setResult('second')
        seen.push(yield* t.api.gather([first, second, first]))
        const third = loop.createFuture<string>()
        const gathering = t.api.gather([second, third])
        third.setResult('third')
        seen.push(yield* gathering)
      })
      t.sameItems(seen[0] ?? [], ['first', 'second', 'first'], 'the results of those done before')
      t.sameItems(seen[1] ?? [], ['second', 'third'], 'the results with one that is done meanwhile')
    },
  ),

  check(
    'waiting.gather-throws-the-first-exception',
    'one has failed before, and another one fails later',
    async (t) => {
      const [first, second] = [new Error('of the first'), new Error('of the second')]
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const [failed, fails] = [loop.createFuture<string>(), loop.createFuture<string>()]
        failed.setException(first)
        later(loop, () => fails.setException(second))
        outcomes.push(yield* attempted(t.api.gather([fails, failed, never(loop)])))
        outcomes.push(yield* attempted(fails))
      })
      const [gathering, fails] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(gathering.threw ? gathering.error : null, first, 'what the gathering threw')
      t.same(fails.threw ? fails.error : null, second, 'what the other one threw')
    },
  ),

  check(
    'waiting.gather-keeps-exceptions-as-results',
    'all are done before: with an exception, a cancellation and a result, the exception twice',
    async (t) => {
      const error = new Error('of the first')
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const [failed, cancelled, fine] = Array.from({ length: 3 }, () => loop.createFuture()) as [
          SettableFuture,
          SettableFuture,
          SettableFuture,
        ]
        failed.setException(error)
        cancelled.cancel()
        fine.setResult(null)
        seen.push(...(yield* t.api.gather([failed, cancelled, fine, failed], { returnExceptions: true })))
      })
      const [first, cancellation, third, again] = seen
      t.same(seen.length, 4, 'the number of results')
      t.sameItems([first, third, again], [error, null, error], 'the first, the third and the fourth result')
      t.same(errorKind(cancellation), 'CancelledError', 'the kind of the second result')
    },
  ),

  check(
    'waiting.gather-throws-the-cancellation-of-a-child',
    'one of two tasks is cancelled, and the other one goes on',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const cancelled = loop.createTask(waitForNever(loop))
        const other = loop.createTask(
          (function* (): Coroutine<string> {
            yield* soon(loop, null)
            yield* soon(loop, null)
            return 'of the other'
          })(),
        )
        later(loop, () => cancelled.cancel(), 2)
        outcomes.push(yield* attempted(t.api.gather([cancelled, other])), yield* attempted(other))
      })
      const [gathering, other] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.threw(gathering, 'CancelledError', 'the gathering')
      t.same(t.returned(other, 'the other task'), 'of the other', 'the result of the other task')
    },
    { hint: 'If an awaitable is cancelled, settle the future of gather(), and do not cancel the others.' },
  ),

  check(
    'waiting.gather-cancel-reaches-the-children',
    'the first and the last of four are done',
    async (t) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const [first, last] = [loop.createFuture<string>(), loop.createFuture<string>()]
        const others: Future<string>[] = [never(loop), loop.createTask(waitForNever(loop))]
        first.setResult('first')
        last.setResult('last')
        const gathering = t.api.gather([first, ...others, last])
        yield* soon(loop, null)
        seen.push(gathering.cancel())
        outcomes.push(yield* attempted(gathering))
        seen.push(...others.map((other) => other.cancelled()), first.result(), last.result())
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
      t.sameItems(
        seen,
        [true, true, true, 'first', 'last'],
        'what cancel() returns, cancelled() of those that were not done, and the results of the others',
      )
    },
    { hint: 'cancel() returns true if at least one awaitable could be cancelled.' },
  ),

  check(
    'waiting.gather-cancel-reaches-the-children',
    'the last one has its result, and the gathering does not know it yet',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const futures = [loop.createFuture<string>(), loop.createFuture<string>()] as const
        const gathering = t.api.gather(futures)
        yield* soon(loop, null)
        futures[0].setResult('first')
        yield* soon(loop, null)
        futures[1].setResult('second')
        seen.push(gathering.cancel(), ...(yield* gathering))
      })
      t.sameItems(seen, [false, 'first', 'second'], 'what cancel() returns, and the results')
    },
    { hint: 'If all awaitables are done, cancel() returns false and the gathering gives their results.' },
  ),
]
