import { ensureFuture, isCancelledError, TimeoutError, wait, waitFor } from '../../../../reference/index.ts'
import type { Awaitable, Coroutine, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type WaitFor = <T>(awaitable: Awaitable<T>, ms: number | null) => Coroutine<T>

/** `waitFor()` that calls `late` when the time is over. */
const withLate = (late: <T>(future: Future<T>) => Coroutine<T>): WaitFor =>
  function* (awaitable, ms) {
    if (ms === null || ms <= 0) return yield* waitFor(awaitable, ms)
    const future = ensureFuture(awaitable)
    try {
      yield* wait([future], { timeout: ms })
    } catch (error) {
      future.cancel()
      throw error
    }
    return future.done() ? future.result() : yield* late(future)
  }

export const hasNoTimeWithoutALimit = fault(
  'waiting.wait-for-gives-what-comes-in-time',
  'has-no-time-without-a-limit',
  {
    says: 'waitFor() threw',
    api: { waitFor: (awaitable, ms) => waitFor(awaitable, ms ?? 0) },
  },
)

export const leavesWhatIsLateRunning = fault(
  'waiting.wait-for-throws-when-time-is-over',
  'leaves-what-is-late-running',
  {
    says: 'cancelled() of the awaitable',
    api: {
      waitFor: withLate(function* () {
        throw new TimeoutError()
      }),
    },
  },
)

export const doesNotWaitForWhatItCancels = fault(
  'waiting.wait-for-waits-for-what-it-cancels',
  'does-not-wait-for-what-it-cancels',
  {
    says: '"waitFor is over" came before "cleaned up"',
    api: {
      waitFor: withLate(function* (future) {
        future.cancel()
        throw new TimeoutError()
      }),
    },
  },
)

export const throwsLateResultsAway = fault(
  'waiting.wait-for-keeps-a-result-that-comes-anyway',
  'throws-late-results-away',
  {
    says: 'waitFor() threw',
    api: {
      waitFor: withLate(function* (future) {
        future.cancel()
        yield* wait([future])
        throw new TimeoutError()
      }),
    },
  },
)

export const startsWhatHasNoTime = fault(
  'waiting.wait-for-no-time-starts-nothing',
  'starts-what-has-no-time',
  {
    says: 'waitFor() of a coroutine did not throw',
    api: { waitFor: (awaitable, ms) => waitFor(awaitable, ms === null ? ms : Math.max(ms, 1)) },
  },
)

export const takesWhatWasCancelledBeforeForLate = fault(
  'waiting.wait-for-no-time-starts-nothing',
  'takes-what-was-cancelled-before-for-late',
  {
    says: 'waitFor() of a cancelled future threw the wrong error',
    api: {
      waitFor: function* (awaitable, ms) {
        if (ms === null || ms > 0) return yield* waitFor(awaitable, ms)
        const future = ensureFuture(awaitable)
        if (future.cancelled()) throw new TimeoutError()
        return yield* waitFor(future, ms)
      },
    },
  },
)

export const takesACancellationForATimeout = fault(
  'waiting.wait-for-passes-a-cancellation-on',
  'takes-a-cancellation-for-a-timeout',
  {
    says: 'The task that was waiting threw the wrong error',
    api: {
      waitFor: function* (awaitable, ms) {
        try {
          return yield* waitFor(awaitable, ms)
        } catch (error) {
          throw isCancelledError(error) && (ms === null || ms > 0) ? new TimeoutError() : error
        }
      },
    },
  },
)
