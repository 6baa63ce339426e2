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

export const takesAFalsyResultForNone = fault(
  'waiting.sleep-waits-and-gives-its-result',
  'takes-a-falsy-result-for-none',
  {
    says: 'the result of sleep(1, ',
    api: {
      *sleep<T>(delayMs: number, result?: T) {
        const value: unknown = yield* sleep(delayMs, result as T)
        return (delayMs > 0 && !value ? undefined : value) as T
      },
    },
  },
)

export const takesAFalsyResultOfNothingForNone = fault(
  'waiting.sleep-of-nothing-lets-others-run',
  'takes-a-falsy-result-of-nothing-for-none',
  {
    says: /the result of sleep\((0|-5), /,
    api: {
      *sleep<T>(delayMs: number, result?: T) {
        const value: unknown = yield* sleep(delayMs, result as T)
        return (delayMs > 0 || value ? value : undefined) as T
      },
    },
  },
)

export const endsAShortSleepAtOnce = fault(
  'waiting.sleep-waits-and-gives-its-result',
  'ends-a-short-sleep-at-once',
  {
    says: '"after" came before "other"',
    api: {
      *sleep<T>(delayMs: number, result?: T) {
        return delayMs > 0 && delayMs < 1 ? (result as T) : yield* sleep(delayMs, result as T)
      },
    },
  },
)

let sleeps = 0
export const givesOnlyTenResults = fault(
  'waiting.sleep-waits-and-gives-its-result',
  'gives-only-ten-results',
  {
    says: 'the results',
    api: {
      *sleep<T>(delayMs: number, result?: T) {
        sleeps = delayMs === 0.1 ? sleeps + 1 : 0
        const value = yield* sleep(delayMs, result as T)
        return sleeps > 10 ? (undefined as T) : value
      },
    },
  },
)

export const endsASleepForEverAtOnce = fault(
  'waiting.sleep-can-be-cancelled',
  'ends-a-sleep-for-ever-at-once',
  {
    says: 'did not throw',
    api: {
      sleep: <T>(delayMs: number, result?: T) => sleep(delayMs === Infinity ? 0 : delayMs, result as T),
    },
  },
)

export const givesItsDelay = fault('waiting.sleep-waits-and-gives-its-result', 'gives-its-delay', {
  says: 'the result of sleep(1)',
  api: {
    *sleep<T>(delayMs: number, result?: T) {
      const value: unknown = yield* sleep(delayMs, result as T)
      return (result === undefined && delayMs > 0 ? delayMs : value) as T
    },
  },
})
