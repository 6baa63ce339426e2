import { ensureFuture, isCoroutine, isFuture, wait } from '../../../reference/index.ts'
import type { Coroutine, Future, WaitOptions } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'

type Sets<T> = [done: Set<Future<T>>, pending: Set<Future<T>>]
type Wait = <T>(futures: Iterable<Future<T>>, options?: WaitOptions) => Coroutine<Sets<T>>

const fault = (name: string, clause: string, observes: RegExp, wrong: Wait): Fault =>
  faultyApi(name, `waiting.${clause}`, observes, { wait: wrong })

export const waitFaults: readonly Fault[] = [
  fault(
    'throws-the-errors-of-what-it-waits-for',
    'wait-tells-done-from-pending',
    /threw Error\("of the second"\)/,
    function* (futures, options) {
      const sets = yield* wait(futures, options)
      if (options?.returnWhen === undefined) for (const future of sets[0]) future.result()
      return sets
    },
  ),
  fault(
    'waits-for-all-instead-of-one',
    'wait-ends-with-the-first-completed',
    /the futures that are done/,
    (futures, options = {}) =>
      wait(
        futures,
        options.returnWhen === 'FIRST_COMPLETED' ? { ...options, returnWhen: undefined } : options,
      ),
  ),
  fault(
    'takes-a-cancellation-for-an-exception',
    'wait-ends-with-the-first-exception',
    /done\(\) of the future that failed/,
    function* (futures, options) {
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
  ),
  fault(
    'cancels-what-is-late',
    'wait-ends-with-its-timeout',
    /done\(\) of the second future/,
    function* (futures, options) {
      const sets = yield* wait(futures, options)
      if (typeof options?.timeout === 'number' && options.returnWhen === undefined)
        for (const future of sets[1]) future.cancel()
      return sets
    },
  ),
  fault(
    'cancels-what-it-waits-for',
    'wait-leaves-its-futures-alone',
    /done\(\) of the futures/,
    function* (futures, options) {
      try {
        return yield* wait(futures, options)
      } catch (error) {
        if (!isFuture(futures) && !isCoroutine(futures))
          for (const future of futures) if (isFuture(future)) future.cancel()
        throw error
      }
    },
  ),
  fault(
    'waits-for-nothing-at-all',
    'wait-checks-its-arguments',
    /wait\(\) with an empty list threw nothing/,
    function* (futures, options) {
      if (Array.isArray(futures) && futures.length === 0) return [new Set(), new Set()]
      return yield* wait(futures, options)
    },
  ),
  fault(
    'makes-tasks-of-coroutines',
    'wait-refuses-coroutines',
    /with a coroutine in its list threw nothing/,
    (futures, options) =>
      wait(
        Array.isArray(futures) ? (futures as Future<never>[]).map((future) => ensureFuture(future)) : futures,
        options,
      ),
  ),
]
