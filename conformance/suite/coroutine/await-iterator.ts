import type { Coroutine, Future } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { settle } from '../support/futures.ts'

const hint = 'Check the iterator that your future gives to `yield*`.'

/** Resumes with a value, as `next(value)` of a generator does. The iterator of a future ignores it. */
function send(iterator: Iterator<unknown, unknown, void>, value: unknown): IteratorResult<unknown> {
  return (iterator as Iterator<unknown, unknown, unknown>).next(value)
}

function* awaiting(t: CheckContext, future: Future): Coroutine<unknown> {
  try {
    return yield* future
  } finally {
    t.note('inner finally')
  }
}

/** What the iterator of a future does, one call at a time and without a loop. */
export const coroutineAwaitIteratorChecks: readonly Check[] = [
  check(
    'coroutine.await-yields-the-future',
    'a pending future',
    (t) => {
      const future = t.newEventLoop().createFuture()
      t.same(future.futureBlocking, false, 'futureBlocking of a new future')
      const iterator = future[Symbol.iterator]()
      const step = iterator.next()
      t.same(step.done ?? false, false, 'done of the first step')
      t.same(step.value, future, 'what the first step yields')
      t.same(future.futureBlocking, true, 'futureBlocking when the future has been yielded')
    },
    { hint },
  ),
  check(
    'coroutine.await-yields-the-future',
    'a future that is done, and a pending one beside it',
    (t) => {
      const loop = t.newEventLoop()
      const [future, pending] = [loop.createFuture(), loop.createFuture()]
      future.setResult('value')
      future[Symbol.iterator]().next()
      pending[Symbol.iterator]().next()
      t.same(future.futureBlocking, false, 'futureBlocking after the await of a done future')
      t.same(pending.futureBlocking, true, 'futureBlocking of a pending future that was yielded')
    },
    { hint: `${hint} It sets the flag just before it yields, and only then.` },
  ),

  check(
    'coroutine.await-gives-the-result',
    'another value is sent in to resume it',
    (t) => {
      const future = t.newEventLoop().createFuture()
      const iterator = future[Symbol.iterator]()
      iterator.next()
      future.setResult('the result')
      const step = send(iterator, 'what was sent')
      t.same(step.done ?? false, true, 'done of the second step')
      t.same(step.value, 'the result', 'what the second step gives')
    },
    { hint: `${hint} It takes the result from the future.` },
  ),

  ...(['setException', 'cancel'] as const).map((way) =>
    check(
      'coroutine.await-throws-the-error',
      `${way}() before the await, and during it`,
      (t) => {
        const loop = t.newEventLoop()
        const [before, during] = [loop.createFuture(), loop.createFuture()]
        const resumed = during[Symbol.iterator]()
        resumed.next()
        settle(before, way)
        settle(during, way)
        const attempts = [
          [before, t.attempt(() => before[Symbol.iterator]().next())],
          [during, t.attempt(() => resumed.next())],
        ] as const
        for (const [future, attempt] of attempts) {
          if (way === 'cancel') t.threw(attempt, 'CancelledError', 'the await of a cancelled future')
          else {
            t.that(
              attempt.threw,
              'awaiting a failed future throws',
              'the await of a failed future did not throw',
            )
            if (attempt.threw) t.same(attempt.error, future.exception(), 'what the await throws')
          }
        }
      },
      { hint: `${hint} It ends with result(), which throws the error of the future.` },
    ),
  ),

  check(
    'coroutine.early-resume-is-refused',
    'still pending at the second step',
    (t) => {
      const loop = t.newEventLoop()
      const [early, right] = [loop.createFuture(), loop.createFuture()]
      const [first, second] = [early[Symbol.iterator](), right[Symbol.iterator]()]
      first.next()
      second.next()
      right.setResult('value')
      const refused = t.attempt(() => first.next())
      t.threw(refused, 'RuntimeError', 'resuming the await of a pending future')
      t.same(second.next().done ?? false, true, 'done of the second step, when the future is done')
      t.same(early.done(), false, 'done() of the future that was awaited too early')
    },
    { hint },
  ),

  check(
    'coroutine.thrown-error-surfaces-at-the-await',
    'caught one coroutine further out',
    (t) => {
      const future = t.newEventLoop().createFuture()
      const error = new Error('meant by the check')
      const caught: unknown[] = []
      const outer = (function* () {
        try {
          return yield* awaiting(t, future)
        } catch (thrown) {
          caught.push(thrown)
          t.note('caught')
          return 'went on'
        } finally {
          t.note('outer finally')
        }
      })()
      t.same(outer.next().value, future, 'what the coroutine yields')
      const step = t.attempt(() => outer.throw(error))
      const { value } = t.returned(step, 'throwing into a coroutine that catches')
      t.order('inner finally', 'caught', 'outer finally')
      t.same(caught[0], error, 'what the coroutine catches')
      t.same(value, 'went on', 'what the coroutine returns')
      t.same(future.done(), false, 'done() of the future that was awaited')
    },
    { hint: `${hint} It needs a \`throw\` that throws its argument and does nothing else.` },
  ),

  check(
    'coroutine.abandoned-await-leaves-the-future',
    'ended by return(), then settled',
    (t) => {
      const future = t.newEventLoop().createFuture()
      const coroutine = awaiting(t, future)
      t.same(coroutine.next().value, future, 'what the coroutine yields')
      t.returned(
        t.attempt(() => coroutine.return(null)),
        'return() of a coroutine that awaits a future',
      )
      t.times('inner finally', 1)
      t.same(future.done(), false, 'done() of the future that was awaited')
      future.setResult('value')
      t.same(future.result(), 'value', 'result() of the future, once it is settled')
    },
    { hint: `${hint} Its \`return\` does not change the future.` },
  ),
]
