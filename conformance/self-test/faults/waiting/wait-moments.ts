import { isCancelledError, isFuture, wait } from '../../../../reference/index.ts'
import type { Coroutine, Future, WaitOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type Sets<T> = [done: Set<Future<T>>, pending: Set<Future<T>>]

/** `wait()` for the futures that are left over, if any of them is not done. */
function* waitForTheOthers<T>(
  all: readonly Future<T>[],
  counts: (future: Future<T>) => boolean,
  options: WaitOptions | undefined,
): Coroutine<Sets<T>> {
  const others = all.filter((future) => !future.done() || counts(future))
  if (others.length > 0) yield* wait(others, options)
  return [new Set(all.filter((future) => future.done())), new Set(all.filter((future) => !future.done()))]
}

export const countsOnlyWhatIsDoneLater = fault(
  'waiting.wait-counts-what-is-done-before',
  'counts-only-what-is-done-later',
  {
    says: 'the places of the futures that are done',
    api: {
      wait: (futures, options) =>
        options?.returnWhen === 'FIRST_COMPLETED' && Array.isArray(futures)
          ? waitForTheOthers(futures as Future<never>[], () => false, options)
          : wait(futures, options),
    },
  },
)

export const overlooksAnEarlierFailure = fault(
  'waiting.wait-counts-what-is-done-before',
  'overlooks-an-earlier-failure',
  {
    says: 'the places of the futures that are done',
    api: {
      wait: (futures, options) =>
        options?.returnWhen === 'FIRST_EXCEPTION' && Array.isArray(futures)
          ? waitForTheOthers(futures as Future<never>[], () => false, options)
          : wait(futures, options),
    },
  },
)

export const takesWhatIsDoneMeanwhileForPending = fault(
  'waiting.wait-looks-when-it-returns',
  'takes-what-is-done-meanwhile-for-pending',
  {
    says: 'the places of the futures that are done',
    api: {
      wait: function* (futures, options) {
        if (options?.returnWhen !== 'FIRST_COMPLETED') return yield* wait(futures, options)
        const known = new Set<unknown>()
        const note = (future: unknown): void => void known.add(future)
        for (const future of futures) if (isFuture(future)) future.addDoneCallback(note)
        const [done, pending] = yield* wait(futures, options)
        for (const future of done) {
          if (known.has(future)) continue
          done.delete(future)
          pending.add(future)
        }
        return [done, pending]
      },
    },
  },
)

export const takesNoTimeForNoLimit = fault(
  'waiting.wait-ends-with-its-timeout',
  'takes-no-time-for-no-limit',
  {
    says: 'the places of the futures that are done',
    api: {
      wait: (futures, options) =>
        wait(futures, { ...options, timeout: (options?.timeout ?? 0) > 0 ? options?.timeout : null }),
    },
  },
)

export const readsAnIteratorTwice = fault('waiting.wait-takes-any-collection', 'reads-an-iterator-twice', {
  says: 'threw ValueError',
  api: {
    wait: (futures, options) => {
      const isIterator = !isFuture(futures) && 'next' in futures && !('throw' in futures)
      if (isIterator && [...futures].length === 0) throw new TypeError('wait() expects futures.')
      return wait(futures, options)
    },
  },
})

export const givesAResultToATaskThatIsCancelled = fault(
  'waiting.wait-keeps-a-cancellation',
  'gives-a-result-to-a-task-that-is-cancelled',
  {
    says: 'The waiting task did not throw',
    api: {
      wait: function* (futures, options) {
        try {
          return yield* wait(futures, options)
        } catch (error) {
          const all = Array.isArray(futures) ? (futures as Future<never>[]) : []
          const isOver = all.length > 0 && all.every((future) => isFuture(future) && future.done())
          if (isOver && isCancelledError(error)) return [new Set(all), new Set()]
          throw error
        }
      },
    },
  },
)

export const cancelsWhatIsLate = fault('waiting.wait-ends-with-its-timeout', 'cancels-what-is-late', {
  says: 'done() of the futures: [true, true, true]',
  api: {
    wait: function* (futures, options) {
      const sets = yield* wait(futures, options)
      if (typeof options?.timeout === 'number' && options.returnWhen === undefined)
        for (const future of sets[1]) future.cancel()
      return sets
    },
  },
})

export const takesATimeoutBelowZeroForNone = fault(
  'waiting.timeout-below-zero-is-over',
  'takes-a-timeout-below-zero-for-none',
  {
    says: 'The places of the futures that are done',
    api: {
      wait: (futures, { timeout = null, ...options } = {}) =>
        wait(futures, { ...options, timeout: timeout !== null && timeout < 0 ? null : timeout }),
    },
  },
)
