import {
  currentTask,
  ensureFuture,
  getRunningLoop,
  TimeoutError,
  waitFor,
} from '../../../../reference/index.ts'
import type { Task } from '../../../../spec/index.ts'
import { withLate } from '../support/late.ts'
import { fault } from '../../fault.ts'

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

export const hasNoTimeForAFailure = fault(
  'waiting.wait-for-no-time-starts-nothing',
  'has-no-time-for-a-failure',
  {
    says: 'what waitFor() threw',
    api: {
      waitFor: function* (awaitable, ms) {
        if (ms === null || ms > 0) return yield* waitFor(awaitable, ms)
        const future = ensureFuture(awaitable)
        if (future.done() && !future.cancelled() && future.exception() !== null) throw new TimeoutError()
        return yield* waitFor(future, ms)
      },
    },
  },
)

export const cancelsAfterTheResult = fault(
  'waiting.wait-for-gives-what-comes-in-time',
  'cancels-after-the-result',
  {
    says: /sleep after waitFor\(\) threw|threw CancelledError/,
    api: {
      waitFor: function* (awaitable, ms) {
        const result = yield* waitFor(awaitable, ms)
        const task = currentTask() as Task
        if (ms !== null && ms > 0) getRunningLoop().callLater(ms, () => task.cancel())
        return result
      },
    },
  },
)
