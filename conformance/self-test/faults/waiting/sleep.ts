import { isCancelledError, sleep } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const neverSleeps = fault('waiting.sleep-waits-and-gives-its-result', 'never-sleeps', {
  says: 'sleep(10) takes at least',
  api: {
    sleep: <T>(delayMs: number, result?: T) =>
      sleep(delayMs > 0 && delayMs < 1000 ? 0 : delayMs, result as T),
  },
})

export const sleepsNothingWithoutAYield = fault(
  'waiting.sleep-of-nothing-lets-others-run',
  'sleeps-nothing-without-a-yield',
  {
    says: '"after" came before "other"',
    api: {
      *sleep<T>(delayMs: number, result?: T) {
        if (delayMs > 0) yield* sleep(delayMs)
        else if (Number.isNaN(delayMs)) yield* sleep(delayMs)
        return result as T
      },
    },
  },
)

export const sleepsOnWhenCancelled = fault('waiting.sleep-can-be-cancelled', 'sleeps-on-when-cancelled', {
  says: 'did not throw',
  api: {
    *sleep<T>(delayMs: number, result?: T) {
      try {
        return yield* sleep(delayMs, result as T)
      } catch (error) {
        if (isCancelledError(error)) return result as T
        throw error
      }
    },
  },
})

export const sleepsForNan = fault('waiting.sleep-refuses-nan', 'sleeps-for-nan', {
  says: 'sleep(NaN) did not throw',
  api: {
    sleep: <T>(delayMs: number, result?: T) => sleep(Number.isNaN(delayMs) ? 0 : delayMs, result as T),
  },
})
