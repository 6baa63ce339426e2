import {
  CancelledError,
  currentTask,
  errorKind,
  isCancelledError,
  timeout,
  TimeoutError,
} from '../../../../reference/index.ts'
import type { Task, Timeout } from '../../../../spec/index.ts'
import { cancelAndGoOn } from '../support/cancel-and-go-on.ts'
import { giving, throwing } from '../support/timeouts.ts'
import { fault } from '../../fault.ts'

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

export const takesBackAllRequests = fault(
  'waiting.timeout-takes-back-only-its-own-request',
  'takes-back-all-requests',
  {
    says: 'cancelling() of the task afterwards',
    api: {
      timeout: throwing(function* (error) {
        const task = currentTask() as Task
        if (isCancelledError(error)) while (task.cancelling() > 0) task.uncancel()
        return error
      }),
    },
  },
)

export const takesBackARequestThatItDidNotMake = fault(
  'waiting.timeout-takes-back-only-its-own-request',
  'takes-back-a-request-that-it-did-not-make',
  {
    says: 'cancelling() of the task afterwards',
    api: {
      timeout: (ms, body) => {
        return timeout(ms, function* (scope) {
          try {
            return yield* body(scope)
          } catch (error) {
            if (isCancelledError(error) && !scope.expired()) (currentTask() as Task).uncancel()
            throw error
          }
        })
      },
    },
  },
)

export const comparesWithNoRequests = fault(
  'waiting.timeout-works-after-a-cancellation',
  'compares-with-no-requests',
  {
    says: 'timeout() in a task that was cancelled before threw the wrong error',
    api: {
      timeout: throwing(function* (error) {
        const hasTimedOut = errorKind(error) === 'TimeoutError'
        return hasTimedOut && (currentTask() as Task).cancelling() > 0 ? new CancelledError() : error
      }),
    },
  },
)

/** The timeouts that a task is in, the outermost first. */
const around = new WeakMap<Task, Timeout[]>()

export const throwsTimeoutErrorAtEachLevel = fault(
  'waiting.timeout-leaves-the-error-to-the-outermost',
  'throws-timeout-error-at-each-level',
  {
    says: 'inside another that has expired too threw the wrong error',
    api: {
      timeout: (ms, body) =>
        timeout(ms, function* (scope) {
          const task = currentTask() as Task
          const outer = around.get(task) ?? []
          around.set(task, [...outer, scope])
          try {
            return yield* body(scope)
          } catch (error) {
            const isLate = isCancelledError(error) && scope.expired()
            throw isLate && outer.some((one) => one.expired()) ? new TimeoutError() : error
          } finally {
            around.set(task, outer)
          }
        }),
    },
  },
)
