import {
  createTask,
  ensureFuture,
  isCancelledError,
  isFuture,
  shield,
  TimeoutError,
  wait,
  waitFor,
} from '../../../../reference/index.ts'
import { withLate, withNoTime } from '../support/late.ts'
import { fault } from '../../fault.ts'

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
        if (!future.cancelled() && future.exception() !== null) return future.result()
        throw new TimeoutError()
      }),
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

export const doesNotWaitWithoutTime = fault(
  'waiting.wait-for-waits-for-what-it-cancels',
  'does-not-wait-without-time',
  {
    says: '"waitFor is over" came before "cleaned up"',
    api: {
      waitFor: withNoTime(function* (future) {
        future.cancel()
        throw new TimeoutError()
      }),
    },
  },
)

export const throwsResultsAwayWithoutTime = fault(
  'waiting.wait-for-keeps-a-result-that-comes-anyway',
  'throws-results-away-without-time',
  {
    says: 'waitFor() threw',
    api: {
      waitFor: withNoTime(function* (future) {
        future.cancel()
        yield* wait([future])
        if (future.cancelled() || future.exception() === null) throw new TimeoutError()
        return future.result()
      }),
    },
  },
)

export const takesAFailedCleanUpForATimeout = fault(
  'waiting.wait-for-throws-what-the-clean-up-throws',
  'takes-a-failed-clean-up-for-a-timeout',
  {
    says: 'what waitFor() threw',
    api: {
      waitFor: withLate(function* (future) {
        future.cancel()
        yield* wait([future])
        if (future.cancelled() || future.exception() !== null) throw new TimeoutError()
        return future.result()
      }),
    },
  },
)

export const keepsACancellationWithoutALimit = fault(
  'waiting.wait-for-passes-a-cancellation-on',
  'keeps-a-cancellation-without-a-limit',
  {
    says: 'cancelled() of the awaitable',
    api: {
      waitFor: function* (awaitable, ms) {
        return ms === null ? yield* shield(awaitable) : yield* waitFor(awaitable, ms)
      },
    },
  },
)

export const leavesBeforeTheCleanUp = fault(
  'waiting.wait-for-passes-a-cancellation-on',
  'leaves-before-the-clean-up',
  {
    says: '"waitFor is over" came before "cleaned up"',
    api: {
      waitFor: function* (awaitable, ms) {
        if (ms !== null && ms <= 0) return yield* waitFor(awaitable, ms)
        const future = ensureFuture(awaitable)
        const task = createTask(waitFor(future, ms))
        try {
          yield* wait([task])
        } catch (error) {
          task.cancel()
          throw error
        }
        return task.result()
      },
    },
  },
)

export const givesTheResultToACancelledTask = fault(
  'waiting.wait-for-keeps-a-cancellation',
  'gives-the-result-to-a-cancelled-task',
  {
    says: 'The task that was waiting did not throw',
    api: {
      waitFor: function* (awaitable, ms) {
        try {
          return yield* waitFor(awaitable, ms)
        } catch (error) {
          if (isCancelledError(error) && isFuture(awaitable) && awaitable.done() && !awaitable.cancelled())
            return awaitable.result()
          throw error
        }
      },
    },
  },
)
