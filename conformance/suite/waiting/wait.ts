/** `wait`. */
import type { Coroutine, EventLoop, Future, SettableFuture, WaitOptions } from '../../../spec/index.ts'
import { check, show, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon } from '../support/tasks.ts'
import { later } from '../support/turns.ts'
import { pairOf } from '../support/pairs.ts'

/** By what it does: a candidate may have sets of its own. */
function isSet(value: unknown): boolean {
  return typeof (value as Partial<ReadonlySet<unknown>> | null)?.has === 'function'
}

/** Waits for three futures, of which `act` settles some, and judges which of them are in which set. */
async function waitForThree(
  t: CheckContext,
  options: WaitOptions | undefined,
  act: (
    futures: readonly [SettableFuture<string>, SettableFuture<string>, SettableFuture<string>],
    loop: EventLoop,
  ) => void,
  due: { done: readonly number[]; pending: readonly number[] },
): Promise<void> {
  const names = ['first', 'second', 'third']
  const found: { done: unknown[]; pending: unknown[] }[] = []
  const ends: boolean[] = []
  await finishTask(t, function* (loop) {
    const futures = names.map(() => never(loop) as SettableFuture<string>)
    const [first, second, third] = futures as [
      SettableFuture<string>,
      SettableFuture<string>,
      SettableFuture<string>,
    ]
    const nameOf = (future: Future<string>): string =>
      names[futures.indexOf(future as SettableFuture<string>)] ?? ''
    later(loop, () => act([first, second, third], loop))
    const [done, pending] = pairOf(t, yield* t.api.wait(futures, options), 'wait()', 'two sets')
    t.that(
      isSet(done) && isSet(pending),
      'wait() returns two sets',
      `it returned ${show(done)} and ${show(pending)}`,
    )
    found.push({ done: [...done].map(nameOf), pending: [...pending].map(nameOf) })
    ends.push(...futures.map((future) => future.done()))
    for (const future of futures) if (future.done() && !future.cancelled()) future.exception()
  })
  const named = (which: readonly number[]): Set<unknown> => new Set(which.map((index) => names[index]))
  t.sameItems(found[0]?.done ?? [], named(due.done), 'the futures that are done')
  t.sameItems(found[0]?.pending ?? [], named(due.pending), 'the futures that are pending')
  for (const [index, name] of names.entries())
    t.same(ends[index], due.done.includes(index), `done() of the ${name} future`)
}

export const waitingWaitChecks: readonly Check[] = [
  check('waiting.wait-tells-done-from-pending', 'a result, an exception and a cancellation', (t) =>
    waitForThree(
      t,
      undefined,
      ([first, second, third]) => {
        first.setResult('result')
        second.setException(new Error('of the second'))
        third.cancel()
      },
      { done: [0, 1, 2], pending: [] },
    ),
  ),
  check('waiting.wait-tells-done-from-pending', 'an exception, long before the others', (t) =>
    waitForThree(
      t,
      { returnWhen: 'ALL_COMPLETED' },
      ([first, second, third], loop) => {
        second.setException(new Error('of the second'))
        later(loop, () => {
          first.setResult('result')
          third.setResult('result')
        })
      },
      { done: [0, 1, 2], pending: [] },
    ),
  ),
  check('waiting.wait-ends-with-the-first-completed', 'two of three at once', (t) =>
    waitForThree(
      t,
      { returnWhen: 'FIRST_COMPLETED' },
      ([first, second]) => {
        first.setResult('result')
        second.setResult('result')
      },
      { done: [0, 1], pending: [2] },
    ),
  ),
  check('waiting.wait-ends-with-the-first-completed', 'the second of three', (t) =>
    waitForThree(t, { returnWhen: 'FIRST_COMPLETED' }, ([, second]) => second.setResult('result'), {
      done: [1],
      pending: [0, 2],
    }),
  ),
  check(
    'waiting.wait-ends-with-the-first-exception',
    'a cancellation and a result before it, and one that is pending',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const [cancelled, fine, failing, pending] = [1, 2, 3, 4].map(() => loop.createFuture<string>()) as [
          SettableFuture<string>,
          SettableFuture<string>,
          SettableFuture<string>,
          SettableFuture<string>,
        ]
        later(loop, () => {
          cancelled.cancel()
          fine.setResult('fine')
        })
        // Long after: a wait that continues after the failure still ends, and this one is done by then.
        const settleLast = (): void => {
          if (!pending.done()) pending.setResult('late')
        }
        later(
          loop,
          () => {
            failing.setException(new Error('of the third'))
            loop.callLater(700, settleLast)
          },
          12,
        )
        const options = { returnWhen: 'FIRST_EXCEPTION' } as const
        const [done] = pairOf(
          t,
          yield* t.api.wait([cancelled, fine, failing, pending], options),
          'wait()',
          'two sets',
        )
        seen.push(failing.done(), done.has(failing), done.size, pending.done())
        if (failing.done()) failing.exception()
      })
      t.same(seen[0], true, 'done() of the future that failed, when wait() came back')
      t.same(seen[1], true, 'whether it is among the futures that are done')
      t.same(seen[2], 3, 'the number of futures that are done')
      t.same(seen[3], false, 'done() of the last future')
    },
    { hint: 'Check cancelled() before exception().' },
  ),
  check('waiting.wait-leaves-its-futures-alone', 'the waiting task is cancelled', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    const ends: boolean[] = []
    await finishTask(t, function* (loop) {
      const futures = [never(loop), never(loop)]
      const task = loop.createTask(t.api.wait(futures))
      later(loop, () => task.cancel())
      outcomes.push(yield* attempted(task))
      ends.push(...futures.map((future) => future.done()))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the waiting task')
    t.sameItems(ends, [false, false], 'done() of the futures')
  }),
  check(
    'waiting.wait-checks-its-arguments',
    'a future, a coroutine, no value and an unknown word',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const { wait } = t.api
        const future = soon(loop, 'result')
        const coroutine = (function* (): Coroutine<void> {
          yield
        })()
        outcomes.push(
          yield* attempted(wait(future as unknown as Future[])),
          yield* attempted(wait(coroutine as unknown as Future[])),
          yield* attempted(wait([])),
          yield* attempted(wait([future], { returnWhen: 'SOME' as 'FIRST_COMPLETED' })),
          yield* attempted(wait([future])),
        )
        coroutine.return()
      })
      const [future, coroutine, nothing, word, right] = outcomes as [
        Attempt<unknown>,
        Attempt<unknown>,
        Attempt<unknown>,
        Attempt<unknown>,
        Attempt<unknown>,
      ]
      t.returned(right, 'wait() with a list of futures')
      t.threw(future, 'TypeError', 'wait() with a future')
      t.threw(coroutine, 'TypeError', 'wait() with a coroutine')
      t.threw(nothing, 'ValueError', 'wait() with an empty list')
      t.threw(word, 'ValueError', 'wait() with a returnWhen that it does not know')
    },
  ),
  check('waiting.wait-refuses-coroutines', 'a coroutine beside a future', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const coroutine = (function* (): Coroutine<string> {
        t.note('the coroutine runs')
        yield
        return 'result'
      })()
      const list = [soon(loop, 'result'), coroutine as unknown as Future<string>]
      outcomes.push(yield* attempted(t.api.wait(list)))
      outcomes.push(yield* attempted(t.api.wait([soon(loop, 'result')])))
      coroutine.return('')
    })
    const [refused, right] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.returned(right, 'wait() with a list of futures')
    t.threw(refused, 'TypeError', 'wait() with a coroutine in its list')
    t.times('the coroutine runs', 0)
  }),
]
