import { CancelledError, KeyboardInterrupt } from '../../../spec/index.ts'
import { check, oneOf, type CheckContext, type Check } from '../../harness/index.ts'
import { settle, ways } from '../support/futures.ts'
import { places } from '../support/places.ts'
import { errors, values } from '../support/values.ts'

/** How a future becomes done, and stays that way. */
export const futureStatesChecks: readonly Check[] = [
  check(
    'future.pending-has-no-result',
    'a new future, then with a result',
    (t) => {
      const future = t.newEventLoop().createFuture()
      const result = t.attempt(() => future.result())
      const exception = t.attempt(() => future.exception())
      t.same(future.done(), false, 'done() of a pending future')
      t.same(future.cancelled(), false, 'cancelled() of a pending future')
      t.threw(result, 'InvalidStateError', 'result() of a pending future')
      t.threw(exception, 'InvalidStateError', 'exception() of a pending future')
      future.setResult('value')
      t.same(future.result(), 'value', 'result(), once there is one')
    },
    { hint: 'Throw InvalidStateError from result() and exception() while the future is pending.' },
  ),

  check(
    'future.keeps-its-result',
    'values of every sort, read twice',
    (t) => {
      const loop = t.newEventLoop()
      const error = new Error('a value like any other')
      const inner = loop.createFuture()
      for (const value of [0, false, 'text', { key: 1 }, error, inner]) {
        const future = loop.createFuture()
        future.setResult(value)
        t.same(future.done(), true, 'done() of a future with a result')
        t.same(future.cancelled(), false, 'cancelled() of a future with a result')
        t.same(future.result(), value, 'result()')
        t.same(future.result(), value, 'result(), called again')
        t.same(future.exception(), null, 'exception() of a future with a result')
      }
      const empty = loop.createFuture()
      empty.setResult(undefined)
      t.same(empty.done(), true, 'done() of a future whose result is undefined')
      t.same(empty.result() ?? null, null, 'result() of a future whose result is undefined')
      t.same(inner.done(), false, 'done() of a pending future that is the result of another')
    },
    { hint: 'In setResult(), store the value unchanged. In result(), only read it.' },
  ),
  check(
    'future.keeps-its-result',
    'any value, set and read in any place',
    async (t) => {
      const loop = t.newEventLoop()
      const value = t.draw('the result', values)
      const place = t.draw('set', places)
      const future = loop.createFuture()
      await place(t, loop, () => future.setResult(value))
      t.same(future.done(), true, 'done() of a future with a result')
      t.same(future.cancelled(), false, 'cancelled() of a future with a result')
      t.same(future.result(), value, 'result()')
      t.same(future.result(), value, 'result(), called again')
      t.same(future.exception(), null, 'exception() of a future with a result')
    },
    { hint: 'In setResult(), store the value unchanged. In result(), only read it.' },
  ),

  check(
    'future.keeps-its-exception',
    'an error, read twice',
    (t) => {
      keepsItsException(t, t.draw('the error', errors))
    },
    { hint: 'In setException(), store the error unchanged. In result(), only throw it.' },
  ),
  check(
    'future.keeps-its-exception',
    'a CancelledError, which does not cancel',
    (t) => {
      keepsItsException(t, new CancelledError('meant by the check'))
    },
    { hint: 'Set the cancelled state only in cancel(), not in setException().' },
  ),
  check(
    'future.keeps-its-exception',
    'one of the fatal pair, while the loop runs',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const fatal = new KeyboardInterrupt('meant by the check')
      future.addDoneCallback(t.callback('done callback'))
      loop.callSoon(t.callback('settles', () => future.setException(fatal)))
      const run = await t.attemptAsync(() => t.iterations(loop))
      t.returned(run, 'a run in which one of the fatal pair is stored in a future')
      t.order('settles', 'done callback')
      t.same(future.exception(), fatal, 'exception()')
    },
    { hint: 'In setException(), store the error and throw nothing.' },
  ),

  check(
    'future.exception-must-be-given',
    'null and undefined, then an error',
    (t) => {
      const future = t.newEventLoop().createFuture()
      for (const nothing of [null, undefined]) {
        const call = `setException(${String(nothing)})`
        const refused = t.attempt(() => future.setException(nothing))
        t.that(refused.threw, `${call} throws`, `${call} was accepted`)
        t.same(future.done(), false, `done() after ${call}`)
      }
      const error = new Error('meant by the check')
      future.setException(error)
      t.same(future.exception(), error, 'exception() after setException(error)')
    },
    { hint: 'In setException(), check the argument before you change the state.' },
  ),

  check(
    'future.exception-class-is-instantiated',
    'a native class',
    (t) => {
      const future = t.newEventLoop().createFuture()
      future.setException(RangeError)
      const error = future.exception()
      t.that(
        error instanceof RangeError,
        'exception() returns a new RangeError',
        'exception() returned the class',
      )
      t.same(future.exception(), error, 'exception(), called again')
    },
    { hint: 'In setException(), make an instance of a given error class, without arguments.' },
  ),

  check(
    'future.exception-class-is-instantiated',
    'the class that all errors extend',
    (t) => {
      const future = t.newEventLoop().createFuture()
      future.setException(Error)
      const error = future.exception()
      t.that(error instanceof Error, 'exception() returns a new Error', 'exception() returned the class')
      t.same(future.exception(), error, 'exception(), called again')
    },
    { hint: 'In setException(), accept Error itself as an error class.' },
  ),

  ...ways.map((way) =>
    check(
      'future.settles-once',
      `done by ${way}()`,
      (t) => {
        const future = t.newEventLoop().createFuture()
        const value = t.draw('the result', values)
        const late = t.draw('the second result is', seconds)(value)
        settle(future, way, value)
        const before = outcome(t, () => future.result())
        const again = [
          t.attempt(() => future.setResult(late)),
          t.attempt(() => future.setException(new Error('late'))),
        ] as const
        t.threw(again[0], 'InvalidStateError', 'setResult() on a done future')
        t.threw(again[1], 'InvalidStateError', 'setException() on a done future')
        t.same(future.cancelled(), way === 'cancel', 'cancelled() afterwards')
        const after = outcome(t, () => future.result())
        if (way === 'cancel') t.threw(after.attempt, 'CancelledError', 'result() afterwards')
        else t.same(after.value, before.value, 'the outcome afterwards')
      },
      { hint: 'In setResult() and setException(), throw InvalidStateError unless the future is pending.' },
    ),
  ),

  check(
    'future.needs-no-running-loop',
    'after the loop was closed',
    (t) => {
      const loop = t.newEventLoop()
      const [first, second, third] = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      first.setResult('before')
      loop.close()
      const settled = t.attempt(() => second.setResult('after'))
      const cancelled = t.attempt(() => third.cancel())
      t.same(first.result(), 'before', 'result() of a future settled before close()')
      t.returned(settled, 'setResult() after close(), without done callbacks')
      t.same(second.result(), 'after', 'result() of a future settled after close()')
      t.same(t.returned(cancelled, 'cancel() after close()'), true, 'cancel() after close()')
      t.same(third.cancelled(), true, 'cancelled() of a future cancelled after close()')
    },
    { hint: 'Use the loop of the future only to schedule callbacks. There are none here.' },
  ),

  check(
    'future.is-done-although-nobody-can-be-called',
    'a callback, close(), then setResult()',
    (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      future.addDoneCallback(t.callback('done callback'))
      loop.close()
      const settled = t.attempt(() => future.setResult('value'))
      t.threw(settled, 'RuntimeError', 'setResult() with a done callback after close()')
      t.same(future.done(), true, 'done() afterwards')
      t.same(future.result(), 'value', 'result() afterwards')
      t.times('done callback', 0)
    },
    { hint: 'Change the state of the future first, then schedule its callbacks.' },
  ),
]

/** Makes the result that comes too late from the one that the future has. */
const seconds = oneOf<(first: unknown) => unknown>(
  ['another one', () => () => 'late'],
  ['the same value', () => (first) => first],
  ['undefined', () => () => undefined],
)

function keepsItsException(t: CheckContext, error: Error): void {
  const future = t.newEventLoop().createFuture()
  future.setException(error)
  const thrown = [t.attempt(() => future.result()), t.attempt(() => future.result())]
  const exception = t.attempt(() => future.exception())
  t.same(future.done(), true, 'done() of a future with an exception')
  t.same(future.cancelled(), false, 'cancelled() of a future with an exception')
  t.same(t.returned(exception, 'exception()'), error, 'exception()')
  for (const attempt of thrown) {
    t.that(attempt.threw, 'result() throws the error', 'result() did not throw')
    if (attempt.threw) t.same(attempt.error, error, 'what result() throws')
  }
}

/** What a call came to, as one value that can be compared. */
function outcome(
  t: CheckContext,
  call: () => unknown,
): { attempt: ReturnType<CheckContext['attempt']>; value: unknown } {
  const attempt = t.attempt(call)
  return { attempt, value: attempt.threw ? attempt.error : attempt.value }
}
