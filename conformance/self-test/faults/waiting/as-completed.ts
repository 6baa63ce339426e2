import {
  asCompleted,
  createTask,
  ensureFuture,
  errorKind,
  getRunningLoop,
  isCancelledError,
  isCoroutine,
  isFuture,
  waitFor,
} from '../../../../reference/index.ts'
import type {
  AsyncioApi,
  Awaitable,
  Completions,
  Coroutine,
  Future,
  SettableFuture,
} from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type AsCompleted = AsyncioApi['asCompleted']

/** Completions whose plain iteration gives other coroutines. `anext()` stays as it is. */
function giving<T>(
  real: Completions<T>,
  next: () => IteratorResult<Coroutine<T>, undefined>,
): Completions<T> {
  const completions: Completions<T> = {
    [Symbol.iterator]: () => completions,
    next,
    anext: () => real.anext(),
  }
  return completions
}

/** `asCompleted()` whose coroutines are inside another one. */
const inside =
  (around: <T>(coroutine: Coroutine<T>, futures: readonly Future<T>[]) => Coroutine<T>): AsCompleted =>
  (awaitables, options) => {
    if (isFuture(awaitables) || isCoroutine(awaitables)) return asCompleted(awaitables, options)
    const futures = [...new Set(awaitables)].map((awaitable) => ensureFuture(awaitable))
    const real = asCompleted(futures, options)
    return giving(real, () => {
      const step = real.next()
      return step.done === true ? step : { done: false, value: around(step.value, futures) }
    })
  }

/** `asCompleted()` of other awaitables. */
const instead =
  (change: <T>(awaitables: readonly Awaitable<T>[]) => readonly Awaitable<T>[]): AsCompleted =>
  (awaitables, options) =>
    isFuture(awaitables) || isCoroutine(awaitables)
      ? asCompleted(awaitables, options)
      : asCompleted(change([...awaitables]), options)

export const givesTheFuturesInTheirOrder = fault(
  'waiting.as-completed-gives-the-next-that-is-done',
  'gives-the-futures-in-their-order',
  {
    says: 'what the coroutines returned',
    api: {
      asCompleted: (awaitables, options) => {
        if (isFuture(awaitables) || isCoroutine(awaitables)) return asCompleted(awaitables, options)
        const futures = [...new Set(awaitables)].map((awaitable) => ensureFuture(awaitable))
        const places = futures.values()
        const real = asCompleted(futures, options)
        return giving(real, () => {
          const step = real.next()
          if (step.done === true) return step
          const future = places.next().value as (typeof futures)[number]
          return { done: false, value: awaitInstead(step.value, future) }
        })
      },
    },
  },
)

/** The result of `future`, when `coroutine` has ended. A time that is over is kept. */
function* awaitInstead<T>(coroutine: Coroutine<T>, future: Future<T>): Coroutine<T> {
  try {
    yield* coroutine
  } catch (error) {
    if (errorKind(error) === 'TimeoutError') throw error
  }
  return yield* future
}

export const runsOneAfterTheOther = fault(
  'waiting.as-completed-runs-all-at-once',
  'runs-one-after-the-other',
  {
    says: 'what the coroutines returned',
    api: {
      asCompleted: instead((awaitables) => {
        let before: Future | null = null
        return [...new Set(awaitables)].map((awaitable) => {
          if (!isCoroutine(awaitable)) return awaitable
          const task = createTask(afterwards(before, awaitable))
          before = task
          return task as unknown as Future<never>
        })
      }),
    },
  },
)

function* afterwards(before: Future | null, coroutine: Coroutine<unknown>): Coroutine<unknown> {
  if (before !== null) yield* before
  return yield* coroutine
}

export const givesADuplicateTwice = fault('waiting.as-completed-gives-each-once', 'gives-a-duplicate-twice', {
  says: 'what the coroutines returned',
  api: {
    asCompleted: instead((awaitables) => {
      const known = new Map<unknown, Future<never>>()
      return awaitables.map((awaitable) => {
        const future = known.get(awaitable)
        if (future !== undefined) return ensureFuture(follow(future))
        const made = ensureFuture(awaitable) as Future<never>
        known.set(awaitable, made)
        return made
      })
    }),
  },
})

function* follow<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

export const cancelsWhatItIsLateFor = fault(
  'waiting.as-completed-throws-when-time-is-over',
  'cancels-what-it-is-late-for',
  {
    says: 'done() of the futures that are late',
    api: {
      asCompleted: inside(function* (coroutine, futures) {
        try {
          return yield* coroutine
        } catch (error) {
          if (errorKind(error) === 'TimeoutError') for (const future of futures) future.cancel()
          throw error
        }
      }),
    },
  },
)

export const waitsForEverWithoutTime = fault(
  'waiting.as-completed-throws-when-time-is-over',
  'waits-for-ever-without-time',
  {
    says: 'what the coroutines returned and threw',
    api: {
      asCompleted: (awaitables, { timeout = null } = {}) =>
        asCompleted(awaitables, { timeout: timeout !== null && timeout <= 0 ? null : timeout }),
    },
  },
)

export const cancelsItsFuturesWithItsTask = fault(
  'waiting.as-completed-leaves-its-futures-alone',
  'cancels-its-futures-with-its-task',
  {
    says: 'done() of the futures',
    api: {
      asCompleted: inside(function* (coroutine, futures) {
        try {
          return yield* coroutine
        } catch (error) {
          if (isCancelledError(error) && !futures.some((future) => future.done()))
            for (const future of futures) future.cancel()
          throw error
        }
      }),
    },
  },
)

/** The n-th coroutine waits for the n-th place, and the n-th future that is done fills it. */
export const givesEachCoroutineAPlace = fault(
  'waiting.as-completed-loses-no-result',
  'gives-each-coroutine-a-place',
  {
    says: 'the result',
    api: {
      asCompleted: (awaitables, options) => {
        if (isFuture(awaitables) || isCoroutine(awaitables)) return asCompleted(awaitables, options)
        const real = asCompleted(awaitables, options)
        let places: Iterator<Coroutine<never>, undefined> | null = null
        return giving(real, () => (places ??= placesOf(real)).next())
      },
    },
  },
)

function placesOf(coroutines: Completions<unknown>): Iterator<Coroutine<never>, undefined> {
  const loop = getRunningLoop()
  const places = [...coroutines].map((coroutine) => {
    const place: SettableFuture<never> = loop.createFuture<never>()
    const task = loop.createTask(coroutine)
    task.addDoneCallback(() => {
      if (place.done()) return
      if (task.cancelled()) place.cancel()
      else if (task.exception() !== null) place.setException(task.exception())
      else place.setResult(task.result() as never)
    })
    return follow(place)
  })
  return places.values()
}

export const takesASingleFutureForAList = fault(
  'waiting.as-completed-refuses-a-single-awaitable',
  'takes-a-single-future-for-a-list',
  {
    says: 'asCompleted() with a future did not throw',
    api: {
      asCompleted: (awaitables, options) =>
        asCompleted(isFuture(awaitables) ? [awaitables as never] : awaitables, options),
    },
  },
)

export const givesFuturesOfItsOwn = fault(
  'waiting.as-completed-gives-the-futures',
  'gives-futures-of-its-own',
  {
    says: 'what anext() returned',
    api: {
      asCompleted: (awaitables, options) => {
        const real = asCompleted(awaitables, options)
        const completions: typeof real = {
          [Symbol.iterator]: () => completions,
          next: () => real.next(),
          *anext() {
            const future = yield* real.anext()
            return future && ensureFuture(follow(future))
          },
        }
        return completions
      },
    },
  },
)

export const beginsItsTimeWithEachResult = fault(
  'waiting.as-completed-throws-when-time-is-over',
  'begins-its-time-with-each-result',
  {
    says: 'what the second coroutine threw',
    api: {
      asCompleted: (awaitables, options = {}) => {
        const { timeout = null } = options
        const real = asCompleted(awaitables, timeout !== null && timeout > 0 ? {} : options)
        if (timeout === null || timeout <= 0) return real
        return giving(real, () => {
          const step = real.next()
          return step.done === true ? step : { done: false, value: waitFor(step.value, timeout) }
        })
      },
    },
  },
)
