import {
  CancelledError,
  currentTask,
  errorKind,
  getRunningLoop,
  isCancelledError,
  peekRunningLoop,
  timeout,
  timeoutAt,
  TimeoutError,
} from '../../../../reference/index.ts'
import type { Task, Timeout } from '../../../../spec/index.ts'
import { throwing } from '../support/timeouts.ts'
import { fault } from '../../fault.ts'

export const cancelsAfterTheEndOfTheBody = fault(
  'waiting.timeout-gives-what-the-body-gives',
  'cancels-after-the-end-of-the-body',
  {
    says: 'threw CancelledError',
    api: {
      timeout: function* (ms, body) {
        const result = yield* timeout(ms, body)
        const task = currentTask() as Task
        getRunningLoop().callLater(ms ?? 0, () => task.cancel())
        return result
      },
    },
  },
)

export const throwsCancelledErrorAtTheDeadline = fault(
  'waiting.timeout-ends-a-slow-body',
  'throws-cancelled-error-at-the-deadline',
  {
    says: 'timeout() threw the wrong error',
    api: {
      timeout: throwing(function* (error) {
        return errorKind(error) === 'TimeoutError' ? new CancelledError() : error
      }),
    },
  },
)

export const startsATimeoutForNobody = fault('waiting.timeout-needs-a-task', 'starts-a-timeout-for-nobody', {
  says: 'timeout() in a callback did not throw',
  api: {
    timeout: function* (ms, body) {
      if (peekRunningLoop() !== null && currentTask() !== null) return yield* timeout(ms, body)
      const nothing: Timeout = { when: () => null, reschedule: () => undefined, expired: () => false }
      return yield* body(nothing)
    },
  },
})

export const hasNoLimitWithoutTime = fault('waiting.timeout-ends-a-slow-body', 'has-no-limit-without-time', {
  says: 'timeout() did not throw',
  api: { timeout: (ms, body) => timeout(ms !== null && ms <= 0 ? null : ms, body) },
})

export const takesEveryErrorAfterTheDeadlineForATimeout = fault(
  'waiting.timeout-keeps-what-comes-anyway',
  'takes-every-error-after-the-deadline-for-a-timeout',
  {
    says: 'what timeout() threw',
    api: {
      timeout: (ms, body) =>
        timeout(ms, function* (scope) {
          try {
            return yield* body(scope)
          } catch (error) {
            throw scope.expired() && !isCancelledError(error) ? new TimeoutError() : error
          }
        }),
    },
  },
)

export const throwsAwayWhatALateBodyReturns = fault(
  'waiting.timeout-keeps-what-comes-anyway',
  'throws-away-what-a-late-body-returns',
  {
    says: 'timeout() whose body caught the cancellation threw',
    api: {
      timeout: (ms, body) =>
        timeout(ms, function* (scope) {
          const result = yield* body(scope)
          if (scope.expired()) throw new TimeoutError()
          return result
        }),
    },
  },
)

export const takesAMomentForADuration = fault(
  'waiting.timeout-at-ends-at-its-moment',
  'takes-a-moment-for-a-duration',
  {
    says: 'whether when() is the moment that was given',
    api: { timeoutAt: (whenMs, body) => timeout(whenMs, body) },
  },
)

export const endsAtNoMomentThatHasPassed = fault(
  'waiting.timeout-at-ends-at-its-moment',
  'ends-at-no-moment-that-has-passed',
  {
    says: 'timeoutAt() did not throw',
    api: {
      timeoutAt: (whenMs, body) =>
        timeoutAt(whenMs, (scope) => {
          const hasPassed = whenMs !== null && whenMs <= getRunningLoop().time()
          if (hasPassed) scope.reschedule(null)
          return body(hasPassed ? { ...scope, when: () => whenMs } : scope)
        }),
    },
  },
)
