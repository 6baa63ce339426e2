import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { settle } from '../support/futures.ts'

const hint = 'Check cancel() of your future.'

/** What `cancel()` of a plain future does. Tasks are in the area cancellation. */
export const futureCancelChecks: readonly Check[] = [
  check(
    'future.cancel-ends-it',
    'at once, without a running loop',
    (t) => {
      const loop = t.newEventLoop()
      const [future, other] = [loop.createFuture(), loop.createFuture()]
      t.same(future.cancel(), true, 'cancel() of a pending future')
      t.same(future.cancelled(), true, 'cancelled() right after cancel()')
      t.same(future.done(), true, 'done() right after cancel()')
      const result = t.attempt(() => future.result())
      const exception = t.attempt(() => future.exception())
      t.threw(result, 'CancelledError', 'result() of a cancelled future')
      t.threw(exception, 'CancelledError', 'exception() of a cancelled future')
      t.same(other.done(), false, 'done() of another future')
    },
    { hint: `${hint} It takes effect before it returns.` },
  ),

  ...(['setResult', 'setException', 'cancel'] as const).map((way) =>
    check(
      'future.cancel-of-a-done-future-is-refused',
      `done by ${way}()`,
      (t) => {
        const future = t.newEventLoop().createFuture()
        settle(future, way)
        const before = t.attempt(() => future.result())
        const answer = future.cancel()
        const after = t.attempt(() => future.result())
        t.same(answer, false, 'cancel() of a done future')
        t.same(future.cancelled(), way === 'cancel', 'cancelled() afterwards')
        if (way === 'setResult') t.same(t.returned(after, 'result()'), 'the result', 'result()')
        else if (way === 'cancel') t.threw(after, 'CancelledError', 'result()')
        else t.same(errorOf(after), errorOf(before), 'what result() throws')
      },
      { hint: `${hint} Unless the future is pending, return false and change nothing.` },
    ),
  ),

  check(
    'future.cancel-message-is-kept',
    'objects, texts, numbers, an empty text, false',
    (t) => {
      const loop = t.newEventLoop()
      for (const message of [{ key: 1 }, 'by the check', 42, '', 0, false]) {
        const future = loop.createFuture()
        future.cancel(message)
        const attempts = [t.attempt(() => future.result()), t.attempt(() => future.exception())]
        for (const attempt of attempts)
          t.sameItems(messageOf(t, attempt), [message], 'the args of the CancelledError')
      }
    },
    { hint: `${hint} Keep the message unchanged, also if it is falsy.` },
  ),
  check(
    'future.cancel-message-is-kept',
    'no message, and null',
    (t) => {
      const loop = t.newEventLoop()
      const [plain, withNull, withText] = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      plain.cancel()
      withNull.cancel(null)
      withText.cancel('text')
      const read = (future: typeof plain) => t.attempt(() => future.result())
      t.sameItems(argsOf(t, read(plain)), [], 'the args after cancel()')
      t.sameItems(argsOf(t, read(withNull)), [], 'the args after cancel(null)')
      t.sameItems(messageOf(t, read(withText)), ['text'], 'the args after cancel("text")')
    },
    { hint: `${hint} Without a message, the error has no arguments.` },
  ),
  check(
    'future.cancel-message-is-kept',
    'cancelled a second time with another message',
    (t) => {
      const future = t.newEventLoop().createFuture()
      future.cancel('first')
      future.cancel('second')
      const read = t.attempt(() => future.result())
      t.sameItems(messageOf(t, read), ['first'], 'the args after a second cancel()')
    },
    { hint: `${hint} A call on a done future does not change the message.` },
  ),

  check(
    'future.cancelled-error-is-new-each-time',
    'result() twice, exception() twice',
    (t) => {
      const future = t.newEventLoop().createFuture()
      future.cancel()
      const reads = [() => future.result(), () => future.result(), () => future.exception()]
      const errors = [...reads, () => future.exception()].map((read) =>
        t.threw(t.attempt(read), 'CancelledError', 'reading a cancelled future'),
      )
      t.same(new Set(errors).size, errors.length, 'the number of different errors')
    },
    { hint: 'In result() and exception() of your future, make the error when you throw it.' },
  ),
]

function errorOf(attempt: { threw: boolean; error?: unknown }): unknown {
  return attempt.threw ? attempt.error : null
}

/** The message in the args. A loop may add more to the args. */
function messageOf(t: CheckContext, attempt: ReturnType<CheckContext['attempt']>): unknown[] {
  return argsOf(t, attempt).slice(0, 1)
}

function argsOf(t: CheckContext, attempt: ReturnType<CheckContext['attempt']>): unknown[] {
  const error = t.threw(attempt, 'CancelledError', 'reading a cancelled future')
  const { args } = error as { args?: Iterable<unknown> }
  t.that(args !== undefined, 'a CancelledError has args', 'the CancelledError had no args')
  return [...(args ?? [])]
}
