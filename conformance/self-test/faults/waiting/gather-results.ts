import { ensureFuture, gather, getRunningLoop, isFuture } from '../../../../reference/index.ts'
import type { AsyncioApi, Awaitable, Coroutine, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type Gather = (
  awaitables: readonly Awaitable<unknown>[],
  options?: { returnExceptions?: boolean },
) => Future<unknown[]>

const right: Gather = (awaitables, options) => gather(awaitables, options ?? {})

/** Gives a `gather()` its types. */
function gathering(wrong: Gather): Pick<AsyncioApi, 'gather'> {
  return { gather: wrong }
}

function* changed(
  results: Future<unknown[]>,
  change: (results: unknown[]) => unknown[],
): Coroutine<unknown[]> {
  return change(yield* results)
}

/** `gather()` whose future has another `cancel()`. */
function cancelling(
  change: (cancel: Future['cancel'], gathered: Future, awaitables: readonly unknown[]) => Future['cancel'],
): Gather {
  return (awaitables, options) => {
    const gathered = right(awaitables, options)
    gathered.cancel = change(gathered.cancel.bind(gathered), gathered, awaitables)
    return gathered
  }
}

function isFalsy(value: unknown): boolean {
  return value === null || value === false || value === 0 || value === ''
}

function hasFailed(awaitable: unknown): boolean {
  return isFuture(awaitable) && awaitable.done() && !awaitable.cancelled() && awaitable.exception() !== null
}

export const losesFalsyResults = fault('waiting.gather-gives-all-results-in-order', 'loses-falsy-results', {
  says: 'The results of the futures',
  api: gathering((awaitables, options) =>
    awaitables.length === 0 || options?.returnExceptions === true
      ? right(awaitables, options)
      : ensureFuture(
          changed(right(awaitables, options), (results) =>
            results.length === 5 ? results.map((result) => (isFalsy(result) ? undefined : result)) : results,
          ),
        ),
  ),
})

export const countsItsAwaitablesInBits = fault(
  'waiting.gather-gives-all-results-in-order',
  'counts-its-awaitables-in-bits',
  {
    says: 'done() of the gathering while one future is pending: [true]',
    api: gathering((awaitables, options) => {
      const futures = awaitables.filter((awaitable) => isFuture(awaitable))
      if (futures.length < 33) return right(awaitables, options)
      const outer = getRunningLoop().createFuture<unknown[]>()
      let pending = ~0
      for (const [index, future] of futures.entries())
        future.addDoneCallback(() => {
          // A shift counts modulo 32.
          pending &= ~(1 << index)
          if (pending === 0 && !outer.done())
            outer.setResult(futures.map((one) => (one.done() ? one.result() : undefined)))
        })
      return outer
    }),
  },
)

export const overlooksAFailureBeforeTheCall = fault(
  'waiting.gather-throws-the-first-exception',
  'overlooks-a-failure-before-the-call',
  {
    says: 'What the gathering threw',
    api: gathering((awaitables, options) =>
      right(
        options?.returnExceptions === true
          ? awaitables
          : awaitables.filter((awaitable) => !hasFailed(awaitable)),
        options,
      ),
    ),
  },
)

export const cancelsTheRestWithACancelledChild = fault(
  'waiting.gather-throws-the-cancellation-of-a-child',
  'cancels-the-rest-with-a-cancelled-child',
  {
    says: 'The other task threw',
    api: gathering((awaitables, options) => {
      const futures = awaitables.filter((awaitable) => isFuture(awaitable))
      if (options?.returnExceptions === true || futures.length < awaitables.length)
        return right(awaitables, options)
      for (const future of futures)
        future.addDoneCallback(() => {
          if (future.cancelled()) for (const other of futures) other.cancel()
        })
      return right(futures, options)
    }),
  },
)

export const answersFalseUnlessEveryAwaitableIsCancelled = fault(
  'waiting.gather-cancel-reaches-the-children',
  'answers-false-unless-every-awaitable-is-cancelled',
  {
    says: 'What cancel() returns, cancelled() of those that were not done',
    api: gathering(
      cancelling((cancel, _gathered, awaitables) => (message) => {
        const some = awaitables.some((awaitable) => isFuture(awaitable) && awaitable.done())
        return cancel(message) && !some
      }),
    ),
  },
)

export const claimsToCancelWhatIsDone = fault(
  'waiting.gather-cancel-reaches-the-children',
  'claims-to-cancel-what-is-done',
  {
    says: 'What cancel() returns, and the results: [true',
    api: gathering(cancelling((cancel, gathered) => (message) => cancel(message) || !gathered.done())),
  },
)
