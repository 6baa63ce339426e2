import { ensureFuture, gather, getRunningLoop, isFuture, shield } from '../../../reference/index.ts'
import { CancelledError, isCancelledError } from '../../../spec/index.ts'
import type { Awaitable, Coroutine, Future } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'

type Options = { returnExceptions?: boolean } | undefined
type Gather = (awaitables: readonly Awaitable<unknown>[], options: Options) => Future<unknown[]>

const right: Gather = (awaitables, options) => gather(awaitables, options ?? {})

const fault = (name: string, clause: string, observes: RegExp, wrong: Gather): Fault =>
  faultyApi(name, `waiting.${clause}`, observes, { gather: wrong })

/** The list in another order, or with something else in it. */
function* changed(
  results: Future<unknown[]>,
  change: (results: unknown[]) => unknown[],
): Coroutine<unknown[]> {
  return change(yield* results)
}

function* cancelledIsNothing(future: Future): Coroutine<unknown> {
  try {
    return yield* future
  } catch (error) {
    if (future.cancelled()) return undefined
    throw error
  }
}

function withoutMessage(gathering: Future<unknown[]>): Future<unknown[]> {
  const result = gathering.result.bind(gathering)
  gathering.result = () => {
    try {
      return result()
    } catch (error) {
      throw isCancelledError(error) ? new CancelledError() : error
    }
  }
  return gathering
}

function hasDuplicates(awaitables: readonly unknown[]): boolean {
  return new Set(awaitables).size < awaitables.length
}

function loopsOf(awaitables: readonly unknown[]): Set<unknown> {
  return new Set(awaitables.filter(isFuture).map((future) => future.getLoop()))
}

export const gatherFaults: readonly Fault[] = [
  fault(
    'gathers-in-the-order-of-completion',
    'gather-gives-all-results-in-order',
    /the results: \['done before', 'quick', 'slow'\]/,
    (awaitables, options) => {
      const order: unknown[] = []
      const futures = awaitables.map((awaitable) => ensureFuture(awaitable))
      for (const future of futures)
        future.addDoneCallback(() =>
          order.push(future.cancelled() ? null : (future.exception() ?? future.result())),
        )
      return ensureFuture(
        changed(right(futures, options), (results) => (results.length > 2 ? order : results)),
      )
    },
  ),
  fault(
    'gathers-nothing-into-something',
    'gather-of-nothing-is-empty',
    /the results of nothing/,
    (awaitables, options) => {
      if (awaitables.length > 0) return right(awaitables, options)
      const future = getRunningLoop().createFuture<unknown[]>()
      future.setResult([undefined])
      return future
    },
  ),
  fault('runs-a-duplicate-twice', 'gather-awaits-a-duplicate-once', /the results/, (awaitables, options) =>
    right(
      awaitables.map((awaitable) => ensureFuture(awaitable)),
      options,
    ),
  ),
  fault(
    'cancels-the-rest-after-an-exception',
    'gather-throws-the-first-exception',
    /the other threw/,
    (awaitables, options) => {
      if (hasDuplicates(awaitables)) return right(awaitables, options)
      const futures = awaitables.map((awaitable) => ensureFuture(awaitable))
      const gathering = right(futures, options)
      gathering.addDoneCallback(() => {
        if (!gathering.cancelled() && gathering.exception() !== null)
          for (const future of futures) future.cancel()
      })
      return gathering
    },
  ),
  fault(
    'throws-in-spite-of-return-exceptions',
    'gather-keeps-exceptions-as-results',
    /threw Error\("of the second"\)/,
    (awaitables) => right(awaitables, {}),
  ),
  fault(
    'keeps-the-cancellation-to-itself',
    'gather-cancel-reaches-the-children',
    /cancelled\(\) of the awaitable/,
    (awaitables, options) => shield(right(awaitables, options)),
  ),
  fault(
    'takes-a-cancelled-child-for-nothing',
    'gather-throws-the-cancellation-of-a-child',
    /the gathering threw nothing/,
    (awaitables, options) => {
      if (
        options?.returnExceptions === true ||
        awaitables.length < 2 ||
        hasDuplicates(awaitables) ||
        loopsOf(awaitables).size > 1
      )
        return right(awaitables, options)
      return right(
        awaitables.map((awaitable) => cancelledIsNothing(ensureFuture(awaitable))),
        options,
      )
    },
  ),
  fault(
    'gathers-from-two-loops',
    'gather-refuses-two-loops',
    /gather\(\) of the futures of two loops threw nothing/,
    (awaitables, options) => {
      return right(loopsOf(awaitables).size > 1 ? [] : awaitables, options)
    },
  ),
  fault(
    'gathers-cancellations-without-their-message',
    'gather-says-why-it-was-cancelled',
    /the args of what the gathering threw: \[\]/,
    (awaitables, options) => withoutMessage(right(awaitables, options)),
  ),
]
