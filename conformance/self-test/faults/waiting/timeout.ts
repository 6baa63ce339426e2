import {
  CancelledError,
  currentTask,
  errorKind,
  getRunningLoop,
  isCancelledError,
  peekRunningLoop,
  timeout,
  TimeoutError,
} from '../../../../reference/index.ts'
import type { Coroutine, Task, Timeout } from '../../../../spec/index.ts'
import { cancelAndGoOn } from '../support/cancel-and-go-on.ts'
import { fault } from '../../fault.ts'

type TimeoutFunction = <T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>) => Coroutine<T>

/** `timeout()` that throws another error. */
const throwing = (change: (error: unknown) => Coroutine<unknown>): TimeoutFunction =>
  function* (ms, body) {
    try {
      return yield* timeout(ms, body)
    } catch (error) {
      throw yield* change(error)
    }
  }

/** `timeout()` whose body gets another object. */
const giving = (change: (timeout: Timeout) => Timeout): TimeoutFunction => {
  return (ms, body) => timeout(ms, (scope) => body(change(scope)))
}

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

export const leavesItsRequestToCancel = fault(
  'waiting.timeout-leaves-no-cancellation',
  'leaves-its-request-to-cancel',
  {
    says: 'cancelling() of the task afterwards',
    api: {
      timeout: throwing(function* (error) {
        if (errorKind(error) === 'TimeoutError') yield* cancelAndGoOn()
        return error
      }),
    },
  },
)

export const takesEveryCancellationForItsOwn = fault(
  'waiting.timeout-yields-to-a-cancellation-from-outside',
  'takes-every-cancellation-for-its-own',
  {
    says: 'timeout() threw the wrong error',
    api: {
      timeout: throwing(function* (error) {
        return isCancelledError(error) ? new TimeoutError() : error
      }),
    },
  },
)

export const alwaysSaysThatItHasExpired = fault(
  'waiting.timeout-knows-its-own',
  'always-says-that-it-has-expired',
  {
    says: /expired\(\) of the (inner|outer) one/,
    api: {
      timeout: giving((scope) => ({
        when: () => scope.when(),
        reschedule: (when) => {
          scope.reschedule(when)
        },
        expired: () => true,
      })),
    },
  },
)

export const cannotBeMoved = fault('waiting.timeout-can-be-moved', 'cannot-be-moved', {
  says: /timeout\(\) whose deadline was moved nearer|timeout\(\) without a deadline threw/,
  api: {
    timeout: giving((scope) => ({
      when: () => scope.when(),
      reschedule: () => undefined,
      expired: () => scope.expired(),
    })),
  },
})

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
