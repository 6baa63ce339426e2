/** `wait`. */
import type { Coroutine, EventLoop, Future, SettableFuture, WaitOptions } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask, never, soon } from './in-task.ts'
import { later } from './later.ts'

/** Waits for three futures, of which `act` settles some, and judges which of them are in which set. */
async function waitForThree(
  check: Check,
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
  await finishTask(check, function* (loop) {
    const futures = names.map(() => never(loop) as SettableFuture<string>)
    const [first, second, third] = futures as [
      SettableFuture<string>,
      SettableFuture<string>,
      SettableFuture<string>,
    ]
    const nameOf = (future: Future<string>): string =>
      names[futures.indexOf(future as SettableFuture<string>)] ?? ''
    later(loop, () => act([first, second, third], loop))
    const [done, pending] = yield* check.api.wait(futures, options)
    found.push({ done: [...done].map(nameOf), pending: [...pending].map(nameOf) })
    ends.push(...futures.map((future) => future.done()))
    for (const future of futures) if (future.done() && !future.cancelled()) future.exception()
  })
  const named = (which: readonly number[]): Set<unknown> => new Set(which.map((index) => names[index]))
  check.sameMembers(found[0]?.done ?? [], named(due.done), 'the futures that are done')
  check.sameMembers(found[0]?.pending ?? [], named(due.pending), 'the futures that are pending')
  for (const [index, name] of names.entries())
    check.same(ends[index], due.done.includes(index), `done() of the ${name} future`)
}

export const waitTests: readonly ClauseTest[] = [
  clauseTest('waiting.wait-tells-done-from-pending', 'a result, an exception and a cancellation', (check) =>
    waitForThree(
      check,
      undefined,
      ([first, second, third]) => {
        first.setResult('result')
        second.setException(new Error('of the second'))
        third.cancel()
      },
      { done: [0, 1, 2], pending: [] },
    ),
  ),
  clauseTest('waiting.wait-tells-done-from-pending', 'an exception, long before the others', (check) =>
    waitForThree(
      check,
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
  clauseTest('waiting.wait-ends-with-the-first-completed', 'two of three at once', (check) =>
    waitForThree(
      check,
      { returnWhen: 'FIRST_COMPLETED' },
      ([first, second]) => {
        first.setResult('result')
        second.setResult('result')
      },
      { done: [0, 1], pending: [2] },
    ),
  ),
  clauseTest('waiting.wait-ends-with-the-first-completed', 'the second of three', (check) =>
    waitForThree(check, { returnWhen: 'FIRST_COMPLETED' }, ([, second]) => second.setResult('result'), {
      done: [1],
      pending: [0, 2],
    }),
  ),
  clauseTest(
    'waiting.wait-ends-with-the-first-exception',
    'a cancellation and a result before it, and one that is pending',
    async (check) => {
      const seen: unknown[] = []
      await finishTask(check, function* (loop) {
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
        // Long after: a wait that goes on beyond the failure ends nevertheless, and finds this one done.
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
        const [done] = yield* check.api.wait([cancelled, fine, failing, pending], options)
        seen.push(failing.done(), done.has(failing), done.size, pending.done())
        if (failing.done()) failing.exception()
      })
      check.same(seen[0], true, 'done() of the future that failed, when wait() came back')
      check.same(seen[1], true, 'whether it is among the futures that are done')
      check.same(seen[2], 3, 'the number of futures that are done')
      check.same(seen[3], false, 'done() of the last future')
    },
    { hint: 'A cancelled future has no exception to ask for.' },
  ),
  clauseTest(
    'waiting.wait-ends-with-its-timeout',
    'one of three is done by then',
    (check) =>
      waitForThree(check, { timeout: 20 }, ([first]) => first.setResult('result'), {
        done: [0],
        pending: [1, 2],
      }),
    { hint: 'The timer of the timeout must wake the loop.' },
  ),
  clauseTest('waiting.wait-leaves-its-futures-alone', 'the waiting task is cancelled', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    const ends: boolean[] = []
    await finishTask(check, function* (loop) {
      const futures = [never(loop), never(loop)]
      const task = loop.createTask(check.api.wait(futures))
      later(loop, () => task.cancel())
      outcomes.push(yield* attempted(task))
      ends.push(...futures.map((future) => future.done()))
    })
    check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the waiting task')
    check.sameMembers(ends, [false, false], 'done() of the futures')
  }),
  clauseTest(
    'waiting.wait-checks-its-arguments',
    'a future, a coroutine, nothing and a wrong word',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const { wait } = check.api
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
      check.answered(right, 'wait() with a list of futures')
      check.threw(future, 'TypeError', 'wait() with a future')
      check.threw(coroutine, 'TypeError', 'wait() with a coroutine')
      check.threw(nothing, 'ValueError', 'wait() with an empty list')
      check.threw(word, 'ValueError', 'wait() with a returnWhen that it does not know')
    },
  ),
  clauseTest('waiting.wait-refuses-coroutines', 'a coroutine beside a future', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(check, function* (loop) {
      const coroutine = (function* (): Coroutine<string> {
        check.note('the coroutine runs')
        yield
        return 'result'
      })()
      const list = [soon(loop, 'result'), coroutine as unknown as Future<string>]
      outcomes.push(yield* attempted(check.api.wait(list)))
      outcomes.push(yield* attempted(check.api.wait([soon(loop, 'result')])))
      coroutine.return('')
    })
    const [refused, right] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    check.answered(right, 'wait() with a list of futures')
    check.threw(refused, 'TypeError', 'wait() with a coroutine in its list')
    check.times('the coroutine runs', 0)
  }),
]
