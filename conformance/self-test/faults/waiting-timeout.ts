import {
  CancelledError,
  currentTask,
  errorKind,
  getRunningLoop,
  isCancelledError,
  peekRunningLoop,
  timeout,
  TimeoutError,
} from '../../../reference/index.ts'
import type { Coroutine, Task, Timeout } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'

type TimeoutFunction = <T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>) => Coroutine<T>

const fault = (name: string, clause: string, observes: RegExp, wrong: TimeoutFunction): Fault =>
  faultyApi(name, `waiting.${clause}`, observes, { timeout: wrong })

/** As `timeout`, with something done to what it throws. */
const throwing = (change: (error: unknown) => Coroutine<unknown>): TimeoutFunction =>
  function* (ms, body) {
    try {
      return yield* timeout(ms, body)
    } catch (error) {
      throw yield* change(error)
    }
  }

/** Leaves a request to cancel the task behind, which has been answered. */
export function* cancelAndGoOn(): Coroutine<void> {
  ;(currentTask() as Task).cancel()
  try {
    yield
  } catch {
    // This was the answer.
  }
}

/** As `timeout`, with something else in place of what the body gets. */
const giving = (change: (timeout: Timeout) => Timeout): TimeoutFunction => {
  return (ms, body) => timeout(ms, (scope) => body(change(scope)))
}

export const timeoutFaults: readonly Fault[] = [
  fault(
    'cancels-after-the-end-of-the-body',
    'timeout-gives-what-the-body-gives',
    /threw CancelledError/,
    function* (ms, body) {
      const result = yield* timeout(ms, body)
      const task = currentTask() as Task
      getRunningLoop().callLater(ms ?? 0, () => task.cancel())
      return result
    },
  ),
  fault(
    'throws-cancelled-error-at-the-deadline',
    'timeout-ends-a-slow-body',
    /timeout\(\) threw the wrong error/,

    throwing(function* (error) {
      return errorKind(error) === 'TimeoutError' ? new CancelledError() : error
    }),
  ),
  fault(
    'leaves-its-request-to-cancel',
    'timeout-leaves-no-cancellation',
    /cancelling\(\) of the task afterwards/,
    throwing(function* (error) {
      if (errorKind(error) === 'TimeoutError') yield* cancelAndGoOn()
      return error
    }),
  ),
  fault(
    'takes-every-cancellation-for-its-own',
    'timeout-yields-to-a-cancellation-from-outside',
    /timeout\(\) threw the wrong error/,

    throwing(function* (error) {
      return isCancelledError(error) ? new TimeoutError() : error
    }),
  ),
  fault(
    'always-says-that-it-has-expired',
    'timeout-knows-its-own',
    /expired\(\) of the (inner|outer) one/,
    giving((scope) => ({
      when: () => scope.when(),
      reschedule: (when) => {
        scope.reschedule(when)
      },
      expired: () => true,
    })),
  ),
  fault(
    'cannot-be-moved',
    'timeout-can-be-moved',
    /timeout\(\) whose deadline was moved nearer|timeout\(\) without a deadline threw/,
    giving((scope) => ({
      when: () => scope.when(),
      reschedule: () => undefined,
      expired: () => scope.expired(),
    })),
  ),
  fault(
    'starts-a-timeout-for-nobody',
    'timeout-needs-a-task',
    /timeout\(\) in a callback threw nothing/,
    function* (ms, body) {
      if (peekRunningLoop() !== null && currentTask() !== null) return yield* timeout(ms, body)
      const nothing: Timeout = { when: () => null, reschedule: () => undefined, expired: () => false }
      return yield* body(nothing)
    },
  ),
]
