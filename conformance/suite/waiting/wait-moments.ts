/** `wait`: which futures are done, and when. */
import type { EventLoop, Future, ReturnWhen, SettableFuture, WaitOptions } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never } from '../support/tasks.ts'
import { giveResult } from '../support/futures.ts'
import { later } from '../support/turns.ts'
import { pairOf } from '../support/pairs.ts'

type Settable = SettableFuture<string>

/** Three futures of which `prepare` settles some before the call. Judges which of them are in which set. */
async function waitAfter(
  t: CheckContext,
  options: WaitOptions | undefined,
  prepare: (futures: readonly [Settable, Settable, Settable], loop: EventLoop) => unknown,
  due: { done: readonly number[]; pending: readonly number[] },
): Promise<void> {
  const found: { done: unknown[]; pending: unknown[] }[] = []
  const ends: boolean[] = []
  await finishTask(t, function* (loop) {
    const futures = [never(loop), never(loop), never(loop)] as unknown as [Settable, Settable, Settable]
    prepare(futures, loop)
    const [done, pending] = pairOf(t, yield* t.api.wait(futures, options), 'wait()', 'two sets')
    const placesOf = (set: Set<Future<string>>): unknown[] =>
      [...set].map((future) => futures.indexOf(future as Settable))
    found.push({ done: placesOf(done), pending: placesOf(pending) })
    ends.push(...futures.map((future) => future.done()))
    for (const future of futures) if (future.done() && !future.cancelled()) future.exception()
  })
  t.sameItems(found[0]?.done ?? [], new Set(due.done), 'the places of the futures that are done')
  t.sameItems(found[0]?.pending ?? [], new Set(due.pending), 'the places of the futures that are pending')
  const dueEnds = ends.map((_end, place) => due.done.includes(place))
  t.sameItems(ends, dueEnds, 'done() of the futures')
}

/** The first is done before the call, the second a little later, the third never. */
const untilOneIsDone: readonly {
  situation: string
  returnWhen: ReturnWhen
  settle: (future: Settable) => void
}[] = [
  { situation: 'a result', returnWhen: 'FIRST_COMPLETED', settle: (future) => future.setResult('result') },
  { situation: 'a cancellation', returnWhen: 'FIRST_COMPLETED', settle: (future) => future.cancel() },
  {
    situation: 'an exception',
    returnWhen: 'FIRST_EXCEPTION',
    settle: (future) => future.setException(new Error('of the future')),
  },
]

export const waitingWaitMomentsChecks: readonly Check[] = [
  ...untilOneIsDone.flatMap(({ situation, returnWhen, settle }) =>
    [0, 2].map((place) =>
      check(
        'waiting.wait-counts-what-is-done-before',
        `${situation}, with ${returnWhen}, in place ${String(place + 1)} of three`,
        (t) =>
          waitAfter(t, { returnWhen }, (futures) => settle(futures[place as 0 | 2]), {
            done: [place],
            pending: [0, 1, 2].filter((other) => other !== place),
          }),
        { hint: 'Add a done callback to the futures that are done too, or look at them before you wait.' },
      ),
    ),
  ),
  check('waiting.wait-counts-what-is-done-before', 'all of them, with each outcome', (t) =>
    waitAfter(
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
  check(
    'waiting.wait-looks-when-it-returns',
    'the second is done after the callback of the first',
    (t) =>
      waitAfter(
        t,
        { returnWhen: 'FIRST_COMPLETED' },
        ([first, second], loop) =>
          later(loop, () => {
            // Behind the callback of wait(), and before the task that waits runs again.
            first.addDoneCallback(() => giveResult(second))
            giveResult(first)
          }),
        { done: [0, 1], pending: [2] },
      ),
    { hint: 'Ask done() of each future at the end, not in its done callback.' },
  ),
  ...[0, -1, 1e-6, 5].map((timeout) =>
    check(
      timeout < 0 ? 'waiting.timeout-below-zero-is-over' : 'waiting.wait-ends-with-its-timeout',
      `none of three is done, with ${String(timeout)} ms`,
      (t) => waitAfter(t, { timeout }, () => undefined, { done: [], pending: [0, 1, 2] }),
    ),
  ),
  // It is settled before the task can run again, however slow the machine is.
  check(
    'waiting.wait-ends-with-its-timeout',
    'one of three is done by then',
    (t) =>
      waitAfter(t, { timeout: 20 }, ([first], loop) => loop.callSoon(() => giveResult(first)), {
        done: [0],
        pending: [1, 2],
      }),
    { hint: 'Wake the loop when the timer of the timeout is due.' },
  ),
  check('waiting.wait-ends-with-its-timeout', 'one of three is done before, with no time', (t) =>
    waitAfter(t, { timeout: 0 }, ([, second]) => second.setResult('result'), { done: [1], pending: [0, 2] }),
  ),
  ...[null, Infinity, 10_000].map((timeout) =>
    check('waiting.wait-ends-with-its-timeout', `all are done in time, with ${String(timeout)} ms`, (t) =>
      waitAfter(
        t,
        { timeout },
        (futures, loop) => {
          later(loop, () => {
            for (const future of futures) giveResult(future)
          })
        },
        { done: [0, 1, 2], pending: [] },
      ),
    ),
  ),
  ...Object.entries({
    'an iterator': (futures: Future[]) => futures.values(),
    'a set': (futures: Future[]) => new Set(futures),
    'a list with duplicates': (futures: Future[]) => [...futures, ...futures],
  }).map(([what, give]) =>
    check('waiting.wait-takes-any-collection', what, async (t) => {
      const found: unknown[][] = []
      const given: Future[] = []
      await finishTask(t, function* (loop) {
        given.push(never(loop), never(loop))
        later(loop, () => {
          for (const future of given) giveResult(future as Settable)
        })
        const [done, pending] = pairOf(
          t,
          yield* t.api.wait(give(given) as Iterable<Future>),
          'wait()',
          'two sets',
        )
        found.push([...done], [...pending])
      })
      t.sameItems(found[0] ?? [], new Set(given), 'the futures that are done')
      t.sameItems(found[1] ?? [], [], 'the futures that are pending')
    }),
  ),
  check(
    'waiting.wait-keeps-a-cancellation',
    'the waiting task is cancelled when the last future is done',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const future = never(loop) as Settable
        const task = loop.createTask(t.api.wait([future]))
        later(loop, () => {
          // Behind the callback of wait(), and before the task that waits runs again.
          future.addDoneCallback(() => task.cancel())
          giveResult(future)
        })
        outcomes.push(yield* attempted(task))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the waiting task')
    },
  ),
]
