import { CancelledError, KeyboardInterrupt } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { settle, ways } from './settle.ts'

/** How a future becomes done, and stays that way. */
export const futureStateTests: readonly ClauseTest[] = [
  clauseTest(
    'future.pending-has-no-result',
    'a new future, then with a result',
    (check) => {
      const future = check.newEventLoop().createFuture()
      const result = check.attempt(() => future.result())
      const exception = check.attempt(() => future.exception())
      check.same(future.done(), false, 'done() of a pending future')
      check.same(future.cancelled(), false, 'cancelled() of a pending future')
      check.threw(result, 'InvalidStateError', 'result() of a pending future')
      check.threw(exception, 'InvalidStateError', 'exception() of a pending future')
      future.setResult('value')
      check.same(future.result(), 'value', 'result(), once there is one')
    },
    { hint: 'result() and exception() of your future, while it is pending' },
  ),

  clauseTest(
    'future.keeps-its-result',
    'values of every sort, read twice',
    (check) => {
      const loop = check.newEventLoop()
      const error = new Error('a value like any other')
      const inner = loop.createFuture()
      for (const value of [0, false, 'text', { key: 1 }, error, inner]) {
        const future = loop.createFuture()
        future.setResult(value)
        check.same(future.done(), true, 'done() of a future with a result')
        check.same(future.cancelled(), false, 'cancelled() of a future with a result')
        check.same(future.result(), value, 'result()')
        check.same(future.result(), value, 'result(), asked again')
        check.same(future.exception(), null, 'exception() of a future with a result')
      }
      const empty = loop.createFuture()
      empty.setResult(undefined)
      check.same(empty.done(), true, 'done() of a future whose result is undefined')
      check.same(empty.result() ?? null, null, 'result() of a future whose result is undefined')
      check.same(inner.done(), false, 'done() of a pending future that is the result of another')
    },
    { hint: 'setResult() of your future: it stores the value as it is, and result() only reads it' },
  ),

  clauseTest(
    'future.keeps-its-exception',
    'an error, read twice',
    (check) => {
      keepsItsException(check, new Error('meant by the check'))
    },
    { hint: 'setException() of your future: it stores the error as it is, and result() only throws it' },
  ),
  clauseTest(
    'future.keeps-its-exception',
    'a CancelledError, which is no cancellation',
    (check) => {
      keepsItsException(check, new CancelledError('meant by the check'))
    },
    { hint: 'setException() of your future: only cancel() makes it cancelled' },
  ),
  clauseTest(
    'future.keeps-its-exception',
    'one of the fatal pair, while the loop runs',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const fatal = new KeyboardInterrupt('meant by the check')
      future.addDoneCallback(check.callback('done callback'))
      loop.callSoon(check.callback('settles', () => future.setException(fatal)))
      const run = await check.attemptAsync(() => check.iterations(loop))
      check.answered(run, 'a run in which one of the fatal pair is stored in a future')
      check.order('settles', 'done callback')
      check.same(future.exception(), fatal, 'exception()')
    },
    { hint: 'setException() of your future: storing an error raises nothing' },
  ),

  clauseTest(
    'future.exception-must-be-given',
    'null and undefined, then an error',
    (check) => {
      const future = check.newEventLoop().createFuture()
      for (const nothing of [null, undefined]) {
        const call = `setException(${String(nothing)})`
        const refused = check.attempt(() => {
          future.setException(nothing)
        })
        check.that(refused.threw, `${call} throws`, `${call} was accepted`)
        check.same(future.done(), false, `done() after ${call}`)
      }
      const error = new Error('meant by the check')
      future.setException(error)
      check.same(future.exception(), error, 'exception() after setException(error)')
    },
    { hint: 'setException() of your future: check the argument before the state changes' },
  ),

  clauseTest(
    'future.exception-class-is-instantiated',
    'a native class',
    (check) => {
      const future = check.newEventLoop().createFuture()
      future.setException(RangeError)
      const error = future.exception()
      check.that(
        error instanceof RangeError,
        'exception() answers a new RangeError',
        'exception() answered the class',
      )
      check.same(future.exception(), error, 'exception(), asked again')
    },
    { hint: 'setException() of your future: a class of errors is instantiated without arguments' },
  ),

  clauseTest(
    'future.exception-class-is-instantiated',
    'the class that all errors extend',
    (check) => {
      const future = check.newEventLoop().createFuture()
      future.setException(Error)
      const error = future.exception()
      check.that(error instanceof Error, 'exception() answers a new Error', 'exception() answered the class')
      check.same(future.exception(), error, 'exception(), asked again')
    },
    { hint: 'setException() of your future: Error itself is one of the classes of errors' },
  ),

  ...ways.map((way) =>
    clauseTest(
      'future.settles-once',
      `done by ${way}()`,
      (check) => {
        const future = check.newEventLoop().createFuture()
        settle(future, way)
        const before = outcome(check, () => future.result())
        const again = [
          check.attempt(() => {
            future.setResult('late')
          }),
          check.attempt(() => {
            future.setException(new Error('late'))
          }),
        ] as const
        check.threw(again[0], 'InvalidStateError', 'setResult() on a done future')
        check.threw(again[1], 'InvalidStateError', 'setException() on a done future')
        check.same(future.cancelled(), way === 'cancel', 'cancelled() afterwards')
        const after = outcome(check, () => future.result())
        if (way === 'cancel') check.threw(after.attempt, 'CancelledError', 'result() afterwards')
        else check.same(after.value, before.value, 'the outcome afterwards')
      },
      { hint: 'setResult() and setException() of your future: refuse unless it is pending' },
    ),
  ),

  clauseTest(
    'future.needs-no-running-loop',
    'after the loop was closed',
    (check) => {
      const loop = check.newEventLoop()
      const [first, second, third] = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      first.setResult('before')
      loop.close()
      const settled = check.attempt(() => {
        second.setResult('after')
      })
      const cancelled = check.attempt(() => third.cancel())
      check.same(first.result(), 'before', 'result() of a future settled before close()')
      check.answered(settled, 'setResult() after close(), without done callbacks')
      check.same(second.result(), 'after', 'result() of a future settled after close()')
      check.same(check.answered(cancelled, 'cancel() after close()'), true, 'cancel() after close()')
      check.same(third.cancelled(), true, 'cancelled() of a future cancelled after close()')
    },
    { hint: 'Your future uses its loop only to schedule callbacks, and there are none here.' },
  ),

  clauseTest(
    'future.is-done-although-nobody-can-be-called',
    'a callback, close(), then setResult()',
    (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      future.addDoneCallback(check.callback('done callback'))
      loop.close()
      const settled = check.attempt(() => {
        future.setResult('value')
      })
      check.threw(settled, 'RuntimeError', 'setResult() with a done callback after close()')
      check.same(future.done(), true, 'done() afterwards')
      check.same(future.result(), 'value', 'result() afterwards')
      check.times('done callback', 0)
    },
    { hint: 'Your future becomes done first and schedules its callbacks then.' },
  ),
]

function keepsItsException(check: Check, error: Error): void {
  const future = check.newEventLoop().createFuture()
  future.setException(error)
  const thrown = [check.attempt(() => future.result()), check.attempt(() => future.result())]
  const exception = check.attempt(() => future.exception())
  check.same(future.done(), true, 'done() of a future with an exception')
  check.same(future.cancelled(), false, 'cancelled() of a future with an exception')
  check.same(check.answered(exception, 'exception()'), error, 'exception()')
  for (const attempt of thrown) {
    check.that(attempt.threw, 'result() throws the error', 'result() threw nothing')
    if (attempt.threw) check.same(attempt.error, error, 'what result() throws')
  }
}

/** What a call came to, as one value that can be compared. */
function outcome(
  check: Check,
  call: () => unknown,
): { attempt: ReturnType<Check['attempt']>; value: unknown } {
  const attempt = check.attempt(call)
  return { attempt, value: attempt.threw ? attempt.error : attempt.value }
}
