import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { settle } from './settle.ts'

const hint = 'cancel() of your future'

/** What `cancel()` of a plain future does. Cancelling tasks is another matter. */
export const futureCancelTests: readonly ClauseTest[] = [
  clauseTest(
    'future.cancel-ends-it',
    'at once, without a running loop',
    (check) => {
      const loop = check.newEventLoop()
      const [future, other] = [loop.createFuture(), loop.createFuture()]
      check.same(future.cancel(), true, 'cancel() of a pending future')
      check.same(future.cancelled(), true, 'cancelled() right after cancel()')
      check.same(future.done(), true, 'done() right after cancel()')
      const result = check.attempt(() => future.result())
      const exception = check.attempt(() => future.exception())
      check.threw(result, 'CancelledError', 'result() of a cancelled future')
      check.threw(exception, 'CancelledError', 'exception() of a cancelled future')
      check.same(other.done(), false, 'done() of another future')
    },
    { hint: `${hint}: it takes effect before it returns` },
  ),

  ...(['setResult', 'setException', 'cancel'] as const).map((way) =>
    clauseTest(
      'future.cancel-of-a-done-future-is-refused',
      `done by ${way}()`,
      (check) => {
        const future = check.newEventLoop().createFuture()
        settle(future, way)
        const before = check.attempt(() => future.result())
        const answer = future.cancel()
        const after = check.attempt(() => future.result())
        check.same(answer, false, 'cancel() of a done future')
        check.same(future.cancelled(), way === 'cancel', 'cancelled() afterwards')
        if (way === 'setResult') check.same(check.answered(after, 'result()'), 'the result', 'result()')
        else if (way === 'cancel') check.threw(after, 'CancelledError', 'result()')
        else check.same(errorOf(after), errorOf(before), 'what result() throws')
      },
      { hint: `${hint}: unless it is pending, answer false and leave everything as it is` },
    ),
  ),

  clauseTest(
    'future.cancel-message-is-kept',
    'objects, texts, numbers, an empty text, false',
    (check) => {
      const loop = check.newEventLoop()
      for (const message of [{ key: 1 }, 'by the check', 42, '', 0, false]) {
        const future = loop.createFuture()
        future.cancel(message)
        const attempts = [check.attempt(() => future.result()), check.attempt(() => future.exception())]
        for (const attempt of attempts)
          check.sameMembers(argsOf(check, attempt), [message], 'the args of the CancelledError')
      }
    },
    { hint: `${hint}: keep the message as it is, also one that counts as false` },
  ),
  clauseTest(
    'future.cancel-message-is-kept',
    'no message, and null',
    (check) => {
      const loop = check.newEventLoop()
      const [plain, withNull, withText] = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      plain.cancel()
      withNull.cancel(null)
      withText.cancel('text')
      const args = (future: typeof plain): unknown[] =>
        argsOf(
          check,
          check.attempt(() => future.result()),
        )
      check.sameMembers(args(plain), [], 'the args after cancel()')
      check.sameMembers(args(withNull), [], 'the args after cancel(null)')
      check.sameMembers(args(withText), ['text'], 'the args after cancel("text")')
    },
    { hint: `${hint}: without a message the error gets no arguments` },
  ),
  clauseTest(
    'future.cancel-message-is-kept',
    'cancelled a second time with another message',
    (check) => {
      const future = check.newEventLoop().createFuture()
      future.cancel('first')
      future.cancel('second')
      const args = argsOf(
        check,
        check.attempt(() => future.result()),
      )
      check.sameMembers(args, ['first'], 'the args after a second cancel()')
    },
    { hint: `${hint}: a call that comes too late leaves the message alone` },
  ),

  clauseTest(
    'future.cancelled-error-is-new-each-time',
    'result() twice, exception() twice',
    (check) => {
      const future = check.newEventLoop().createFuture()
      future.cancel()
      const reads = [() => future.result(), () => future.result(), () => future.exception()]
      const errors = [...reads, () => future.exception()].map((read) =>
        check.threw(check.attempt(read), 'CancelledError', 'reading a cancelled future'),
      )
      check.same(new Set(errors).size, errors.length, 'the number of different errors')
    },
    { hint: 'result() and exception() of your future: make the error when it is thrown' },
  ),
]

function errorOf(attempt: { threw: boolean; error?: unknown }): unknown {
  return attempt.threw ? attempt.error : null
}

function argsOf(check: Check, attempt: ReturnType<Check['attempt']>): unknown[] {
  const error = check.threw(attempt, 'CancelledError', 'reading a cancelled future')
  const { args } = error as { args?: Iterable<unknown> }
  check.that(args !== undefined, 'a CancelledError has args', 'the CancelledError had no args')
  return [...(args ?? [])]
}
