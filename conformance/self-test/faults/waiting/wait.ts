import { ensureFuture, isCoroutine, isFuture, wait } from '../../../../reference/index.ts'
import type { Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const throwsTheErrorsOfWhatItWaitsFor = fault(
  'waiting.wait-tells-done-from-pending',
  'throws-the-errors-of-what-it-waits-for',
  {
    says: 'threw Error("of the second")',
    api: {
      wait: function* (futures, options) {
        const sets = yield* wait(futures, options)
        if (options?.returnWhen === undefined) for (const future of sets[0]) future.result()
        return sets
      },
    },
  },
)

export const waitsForAllInsteadOfOne = fault(
  'waiting.wait-ends-with-the-first-completed',
  'waits-for-all-instead-of-one',
  {
    says: 'the futures that are done',
    api: {
      wait: (futures, options = {}) =>
        wait(
          futures,
          options.returnWhen === 'FIRST_COMPLETED' ? { ...options, returnWhen: undefined } : options,
        ),
    },
  },
)

export const takesACancellationForAnException = fault(
  'waiting.wait-ends-with-the-first-exception',
  'takes-a-cancellation-for-an-exception',
  {
    says: 'done() of the future that failed',
    api: {
      wait: function* (futures, options) {
        if (options?.returnWhen !== 'FIRST_EXCEPTION') return yield* wait(futures, options)
        const all = [...futures]
        for (;;) {
          const left = all.filter((future) => !future.done())
          const sets = yield* wait(left, { ...options, returnWhen: 'FIRST_COMPLETED' })
          const failed = [...sets[0]].some((future) => future.cancelled() || future.exception() !== null)
          if (!failed && sets[1].size > 0) continue
          return [new Set(all.filter((future) => future.done())), sets[1]]
        }
      },
    },
  },
)

export const cancelsWhatItWaitsFor = fault(
  'waiting.wait-leaves-its-futures-alone',
  'cancels-what-it-waits-for',
  {
    says: 'done() of the futures',
    api: {
      wait: function* (futures, options) {
        try {
          return yield* wait(futures, options)
        } catch (error) {
          if (!isFuture(futures) && !isCoroutine(futures))
            for (const future of futures) if (isFuture(future)) future.cancel()
          throw error
        }
      },
    },
  },
)

export const waitsForNothingAtAll = fault('waiting.wait-checks-its-arguments', 'waits-for-nothing-at-all', {
  says: 'wait() with an empty list did not throw',
  api: {
    wait: function* (futures, options) {
      if (Array.isArray(futures) && futures.length === 0) return [new Set(), new Set()]
      return yield* wait(futures, options)
    },
  },
})

export const makesTasksOfCoroutines = fault('waiting.wait-refuses-coroutines', 'makes-tasks-of-coroutines', {
  says: 'with a coroutine in its list did not throw',
  api: {
    wait: (futures, options) =>
      wait(
        Array.isArray(futures) ? (futures as Future<never>[]).map((future) => ensureFuture(future)) : futures,
        options,
      ),
  },
})

export const givesArraysForSets = fault('waiting.wait-tells-done-from-pending', 'gives-arrays-for-sets', {
  says: 'wait() returns two sets',
  api: {
    wait: function* (futures, options) {
      const [done, pending] = yield* wait(futures, options)
      return [[...done], [...pending]] as never
    },
  },
})
