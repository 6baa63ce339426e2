import type { Coroutine, Future } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { settle } from './settle.ts'

const hint = 'Look at the iterator that your future hands to `yield*`'

/** Resumes with a value, as `next(value)` of a generator does; a future's iterator takes none. */
function send(iterator: Iterator<unknown, unknown, void>, value: unknown): IteratorResult<unknown> {
  return (iterator as Iterator<unknown, unknown, unknown>).next(value)
}

function* awaiting(check: Check, future: Future): Coroutine<unknown> {
  try {
    return yield* future
  } finally {
    check.note('inner finally')
  }
}

/** What the iterator of a future does, one call at a time and without a loop. */
export const awaitIteratorTests: readonly ClauseTest[] = [
  clauseTest(
    'coroutine.await-yields-the-future',
    'a pending future',
    (check) => {
      const future = check.newEventLoop().createFuture()
      check.same(future.futureBlocking, false, 'futureBlocking of a new future')
      const iterator = future[Symbol.iterator]()
      const step = iterator.next()
      check.same(step.done ?? false, false, 'done of the first step')
      check.same(step.value, future, 'what the first step yields')
      check.same(future.futureBlocking, true, 'futureBlocking when the future has been yielded')
    },
    { hint },
  ),
  clauseTest(
    'coroutine.await-yields-the-future',
    'a future that is done, and a pending one beside it',
    (check) => {
      const loop = check.newEventLoop()
      const [future, pending] = [loop.createFuture(), loop.createFuture()]
      future.setResult('value')
      future[Symbol.iterator]().next()
      pending[Symbol.iterator]().next()
      check.same(future.futureBlocking, false, 'futureBlocking after the await of a done future')
      check.same(pending.futureBlocking, true, 'futureBlocking of a pending future that was yielded')
    },
    { hint: `${hint}: it sets the flag just before it yields, and only then` },
  ),

  clauseTest(
    'coroutine.await-gives-the-result',
    'another value is sent in to resume it',
    (check) => {
      const future = check.newEventLoop().createFuture()
      const iterator = future[Symbol.iterator]()
      iterator.next()
      future.setResult('the result')
      const step = send(iterator, 'what was sent')
      check.same(step.done ?? false, true, 'done of the second step')
      check.same(step.value, 'the result', 'what the second step gives')
    },
    { hint: `${hint}: it asks the future for its result` },
  ),

  ...(['setException', 'cancel'] as const).map((way) =>
    clauseTest(
      'coroutine.await-throws-the-error',
      `${way}() before the await, and during it`,
      (check) => {
        const loop = check.newEventLoop()
        const [before, during] = [loop.createFuture(), loop.createFuture()]
        const resumed = during[Symbol.iterator]()
        resumed.next()
        settle(before, way)
        settle(during, way)
        const attempts = [
          [before, check.attempt(() => before[Symbol.iterator]().next())],
          [during, check.attempt(() => resumed.next())],
        ] as const
        for (const [future, attempt] of attempts) {
          if (way === 'cancel') check.threw(attempt, 'CancelledError', 'the await of a cancelled future')
          else {
            check.that(
              attempt.threw,
              'awaiting a failed future throws',
              'the await of a failed future threw nothing',
            )
            if (attempt.threw) check.same(attempt.error, future.exception(), 'what the await throws')
          }
        }
      },
      { hint: `${hint}: it ends with result(), which throws what there is to throw` },
    ),
  ),

  clauseTest(
    'coroutine.early-resume-is-refused',
    'still pending at the second step',
    (check) => {
      const loop = check.newEventLoop()
      const [early, right] = [loop.createFuture(), loop.createFuture()]
      const [first, second] = [early[Symbol.iterator](), right[Symbol.iterator]()]
      first.next()
      second.next()
      right.setResult('value')
      const refused = check.attempt(() => first.next())
      check.threw(refused, 'RuntimeError', 'resuming the await of a pending future')
      check.same(second.next().done ?? false, true, 'done of the second step, when the future is done')
      check.same(early.done(), false, 'done() of the future that was awaited too early')
    },
    { hint },
  ),

  clauseTest(
    'coroutine.thrown-error-surfaces-at-the-await',
    'caught one coroutine further out',
    (check) => {
      const future = check.newEventLoop().createFuture()
      const error = new Error('meant by the check')
      const caught: unknown[] = []
      const outer = (function* () {
        try {
          return yield* awaiting(check, future)
        } catch (thrown) {
          caught.push(thrown)
          check.note('caught')
          return 'went on'
        } finally {
          check.note('outer finally')
        }
      })()
      check.same(outer.next().value, future, 'what the coroutine yields')
      const step = check.attempt(() => outer.throw(error))
      const { value } = check.answered(step, 'throwing into a coroutine that catches')
      check.order('inner finally', 'caught', 'outer finally')
      check.same(caught[0], error, 'what the coroutine catches')
      check.same(value, 'went on', 'what the coroutine returns')
      check.same(future.done(), false, 'done() of the future that was awaited')
    },
    { hint: `${hint}: it needs a \`throw\` that throws its argument and does nothing else` },
  ),

  clauseTest(
    'coroutine.abandoned-await-leaves-the-future',
    'ended by return(), then settled',
    (check) => {
      const future = check.newEventLoop().createFuture()
      const coroutine = awaiting(check, future)
      check.same(coroutine.next().value, future, 'what the coroutine yields')
      check.answered(
        check.attempt(() => coroutine.return(null)),
        'return() of a coroutine that awaits a future',
      )
      check.times('inner finally', 1)
      check.same(future.done(), false, 'done() of the future that was awaited')
      future.setResult('value')
      check.same(future.result(), 'value', 'result() of the future, once it is settled')
    },
    { hint: `${hint}: its \`return\` leaves the future alone` },
  ),
]
