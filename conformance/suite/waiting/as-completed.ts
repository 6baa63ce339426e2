/** `asCompleted`, in both ways of iterating. */
import {
  errorKind,
  type AsCompletedOptions,
  type Awaitable,
  type Coroutine,
  type EventLoop,
  type Future,
  type SettableFuture,
} from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon } from '../support/tasks.ts'
import { giveResult } from '../support/futures.ts'
import { later } from '../support/turns.ts'

/** Takes one coroutine after the other, and returns what each of them returned, or the kind of error that it threw. */
function* inTurn(
  t: CheckContext,
  awaitables: Iterable<Awaitable<unknown>>,
  options?: AsCompletedOptions,
): Coroutine<unknown[]> {
  const found: unknown[] = []
  for (const next of t.api.asCompleted(awaitables, options)) found.push(wordOf(yield* attempted(next)))
  return found
}

/** As `inTurn`, with `anext()`: the futures, or the kind of error that it threw. */
function* futuresInTurn(
  t: CheckContext,
  awaitables: Iterable<Awaitable<unknown>>,
  options?: AsCompletedOptions,
): Coroutine<unknown[]> {
  const found: unknown[] = []
  const completions = t.api.asCompleted(awaitables, options)
  for (;;) {
    const word = wordOf(yield* attempted(completions.anext()))
    if (word === null || found.length > 9) return found
    found.push(word)
  }
}

function wordOf(outcome: Attempt<unknown>): unknown {
  return outcome.threw ? errorKind(outcome.error) : outcome.value
}

/** A future that is settled some iterations from now. */
function settled(
  loop: EventLoop,
  iterations: number,
  settle: (future: SettableFuture<string>) => void,
): Future<string> {
  const future = never(loop) as SettableFuture<string>
  later(loop, () => (future.done() ? null : settle(future)), iterations)
  return future
}

/** Three futures: the first is done last, and the second first. */
function three(loop: EventLoop): Future<string>[] {
  return [
    settled(loop, 12, (future) => future.setResult('last')),
    settled(loop, 2, (future) => future.setResult('first')),
    settled(loop, 7, (future) => future.setResult('second')),
  ]
}

export const waitingAsCompletedChecks: readonly Check[] = [
  check('waiting.as-completed-gives-the-next-that-is-done', 'three results', async (t) => {
    const found: unknown[] = []
    await finishTask(t, function* (loop) {
      found.push(...(yield* inTurn(t, three(loop))))
    })
    t.sameItems(found, ['first', 'second', 'last'], 'what the coroutines returned')
  }),
  check('waiting.as-completed-gives-the-next-that-is-done', 'an exception and a cancellation', async (t) => {
    const found: unknown[] = []
    await finishTask(t, function* (loop) {
      const failing = settled(loop, 5, (future) => future.setException(new RangeError('of the future')))
      const cancelled = settled(loop, 9, (future) => future.cancel())
      found.push(...(yield* inTurn(t, [...three(loop), failing, cancelled])))
    })
    const due = ['first', 'RangeError', 'second', 'CancelledError', 'last']
    t.sameItems(found, due, 'what the coroutines returned and threw')
  }),
  check(
    'waiting.as-completed-gives-the-next-that-is-done',
    'one that is done before, in an iterator, and all coroutines at once',
    async (t) => {
      const found: unknown[] = []
      await finishTask(t, function* (loop) {
        const done = loop.createFuture<string>()
        done.setResult('before')
        const coroutines = [...t.api.asCompleted([...three(loop), done].values())]
        found.push(...(yield* t.api.gather(coroutines)))
      })
      t.sameItems(found, ['before', 'first', 'second', 'last'], 'what the coroutines returned')
    },
  ),
  check(
    'waiting.as-completed-runs-all-at-once',
    'a coroutine that waits for another',
    async (t) => {
      const found: unknown[] = []
      await finishTask(t, function* (loop) {
        const meeting = never(loop) as SettableFuture<string>
        const waiting = (function* (): Coroutine<string> {
          return yield* meeting
        })()
        const setting = (function* (): Coroutine<string> {
          yield
          giveResult(meeting, 'they met')
          yield* soon(loop, null)
          return 'set'
        })()
        found.push(...(yield* inTurn(t, [waiting, setting])))
      })
      t.sameItems(found, ['they met', 'set'], 'what the coroutines returned')
    },
    { hint: 'Make a task of each coroutine before the first one is awaited.' },
  ),
  check('waiting.as-completed-gives-each-once', 'a duplicate, and nothing at all', async (t) => {
    const found: unknown[][] = []
    await finishTask(t, function* (loop) {
      const twice = soon(loop, 'twice')
      const coroutine = (function* (): Coroutine<string> {
        t.note('a step')
        return 'a coroutine'
      })()
      found.push(yield* inTurn(t, [twice, coroutine, twice, coroutine]), yield* inTurn(t, []))
    })
    t.sameItems(found[0] ?? [], ['a coroutine', 'twice'], 'what the coroutines returned')
    t.times('a step', 1)
    t.sameItems(found[1] ?? [], [], 'what came of an empty list')
  }),
  ...[5, 0, -1].map((timeout) =>
    check(
      timeout < 0 ? 'waiting.timeout-below-zero-is-over' : 'waiting.as-completed-throws-when-time-is-over',
      `two of three are late, with ${String(timeout)} ms`,
      async (t) => {
        const found: unknown[] = []
        const ends: boolean[] = []
        await finishTask(t, function* (loop) {
          const late = [never(loop), never(loop)]
          const done = loop.createFuture<string>()
          done.setResult('in time')
          const before = loop.time()
          const coroutines = [...t.api.asCompleted([done, ...late], { timeout })]
          for (const coroutine of coroutines) {
            const word = wordOf(yield* attempted(coroutine))
            // If the machine pauses, the first one may be late too.
            found.push(found.length === 0 && loop.time() - before >= timeout ? 'in time' : word)
          }
          ends.push(...late.map((future) => future.done()))
        })
        t.sameItems(
          found,
          ['in time', 'TimeoutError', 'TimeoutError'],
          'what the coroutines returned and threw',
        )
        t.sameItems(ends, [false, false], 'done() of the futures that are late')
      },
    ),
  ),
  check(
    'waiting.as-completed-throws-when-time-is-over',
    'one limit for all: a result comes, and the next one too late',
    async (t) => {
      const found: unknown[] = []
      await finishTask(t, function* (loop) {
        const [soonDone, late] = [loop.createFuture<string>(), loop.createFuture<string>()]
        loop.callLater(10, () => giveResult(soonDone))
        loop.callLater(29, () => giveResult(late))
        found.push(...(yield* inTurn(t, [soonDone, late], { timeout: 20 })))
        yield* late
      })
      // If the machine pauses, the first one may be late too. The timers keep their order.
      t.same(found[1], 'TimeoutError', 'what the second coroutine threw')
    },
    { hint: 'Begin the time when asCompleted() is called, and not with each of its coroutines.' },
  ),
  ...[null, Infinity, 10_000].map((timeout) =>
    check(
      'waiting.as-completed-throws-when-time-is-over',
      `in time, with ${String(timeout)} ms`,
      async (t) => {
        const found: unknown[] = []
        await finishTask(t, function* (loop) {
          found.push(...(yield* inTurn(t, three(loop), { timeout })))
        })
        t.sameItems(found, ['first', 'second', 'last'], 'what the coroutines returned')
      },
    ),
  ),
  check(
    'waiting.as-completed-leaves-its-futures-alone',
    'the task that awaits one is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const ends: boolean[] = []
      await finishTask(t, function* (loop) {
        const futures = [never(loop), never(loop)]
        const task = loop.createTask(inFirst(t, futures))
        later(loop, () => task.cancel())
        outcomes.push(yield* attempted(task))
        ends.push(...futures.map((future) => future.done()))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task that was waiting')
      t.sameItems(ends, [false, false], 'done() of the futures')
    },
  ),
  check(
    'waiting.as-completed-loses-no-result',
    'one of two that wait is cancelled when it has been woken',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const future = soon(loop, 'the result')
        const coroutines = [...t.api.asCompleted([future, never(loop)])]
        const [first, second] = coroutines.map((coroutine) => loop.createTask(coroutine))
        yield
        // After the callback of asCompleted(), which wakes the first of the two.
        future.addDoneCallback(() => first?.cancel())
        for (const task of [first, second]) if (task !== undefined) outcomes.push(yield* attempted(task))
      })
      const [first, second] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.threw(first, 'CancelledError', 'the coroutine that was cancelled')
      t.same(t.returned(second, 'the other coroutine'), 'the result', 'the result')
    },
    { hint: 'If a coroutine is cancelled after it has been woken, wake the next one.' },
  ),
  check('waiting.as-completed-refuses-a-single-awaitable', 'a future and a coroutine', async (t) => {
    const attempts: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const { asCompleted } = t.api
      const coroutine = (function* (): Coroutine<string> {
        yield
        return 'result'
      })()
      const future = soon(loop, 'result')
      // Some versions of asyncio look at the argument only when the iteration begins.
      for (const single of [future, coroutine])
        attempts.push(t.attempt(() => [...asCompleted(single as unknown as Future[])]))
      coroutine.return('')
      const right = t.attempt(() => [...asCompleted([future])])
      attempts.push(right)
      if (!right.threw) for (const unused of right.value) unused.return('')
    })
    const [future, coroutine, right] = attempts as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
    const coroutines = t.returned(right, 'asCompleted() with a list') as unknown[]
    t.same(coroutines.length, 1, 'how many coroutines there are')
    t.threw(future, 'TypeError', 'asCompleted() with a future')
    t.threw(coroutine, 'TypeError', 'asCompleted() with a coroutine')
  }),
  check('waiting.as-completed-gives-the-futures', 'three futures and a coroutine', async (t) => {
    const found: unknown[] = []
    const given: Future[] = []
    await finishTask(t, function* (loop) {
      given.push(...three(loop))
      const coroutine = (function* (): Coroutine<string> {
        yield
        return 'of the coroutine'
      })()
      const [task, ...futures] = yield* futuresInTurn(t, [...given, coroutine])
      found.push((task as Future).result(), ...futures)
    })
    const [last, first, second] = given
    t.sameItems(found, ['of the coroutine', first, second, last], 'what anext() returned')
  }),
  check(
    'waiting.as-completed-gives-the-futures',
    'nothing, a failure, and a time that is over',
    async (t) => {
      const found: unknown[][] = []
      const failing: Future[] = []
      await finishTask(t, function* (loop) {
        found.push(yield* futuresInTurn(t, []))
        failing.push(settled(loop, 2, (future) => future.setException(new RangeError('of the future'))))
        found.push(yield* futuresInTurn(t, failing))
        for (const future of failing) future.exception()
        found.push(yield* futuresInTurn(t, [never(loop), never(loop)], { timeout: 5 }))
      })
      t.sameItems(found[0] ?? [], [], 'what anext() returned for an empty list')
      t.sameItems(found[1] ?? [], failing, 'what anext() returned for a future that fails')
      t.sameItems(
        found[2] ?? [],
        ['TimeoutError', 'TimeoutError'],
        'what anext() threw when the time was over',
      )
    },
  ),
]

/** Awaits the first coroutine. */
function* inFirst(t: CheckContext, futures: readonly Future[]): Coroutine<unknown> {
  for (const next of t.api.asCompleted(futures)) return yield* next
  return null
}
