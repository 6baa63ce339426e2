import {
  ensureFuture,
  gather,
  getRunningLoop,
  isCoroutine,
  isFuture,
  shield,
  Task,
} from '../../../../reference/index.ts'
import { CancelledError, isCancelledError } from '../../../../spec/index.ts'
import type { AsyncioApi, Awaitable, Coroutine, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** The signature of `gather()` without the types of the results. */
type Gather = (
  awaitables: readonly Awaitable<unknown>[],
  options?: { returnExceptions?: boolean },
) => Future<unknown[]>

const right: Gather = (awaitables, options) => gather(awaitables, options ?? {})

/** Gives a `gather()` its types. */
function gathering(wrong: Gather): Pick<AsyncioApi, 'gather'> {
  return { gather: wrong }
}

/** The list of results, changed. */
function* changed(
  results: Future<unknown[]>,
  change: (results: unknown[]) => unknown[],
): Coroutine<unknown[]> {
  return change(yield* results)
}

/** A future that follows the other one, and takes its cancellation for a result. Cancelling it cancels the other one. */
function cancelledIsNothing(future: Future): Future {
  const follower = future.getLoop().createFuture()
  follower.cancel = (message) => future.cancel(message)
  future.addDoneCallback(() => {
    if (future.cancelled()) follower.setResult(undefined)
    else if (future.exception() !== null) follower.setException(future.exception())
    else follower.setResult(future.result())
  })
  return follower
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

export const gathersInTheOrderOfCompletion = fault(
  'waiting.gather-gives-all-results-in-order',
  'gathers-in-the-order-of-completion',
  {
    says: "The results: ['done before', 'quick', 'slow']",
    api: gathering((awaitables, options) => {
      const order: unknown[] = []
      const futures = awaitables.map((awaitable) => ensureFuture(awaitable))
      for (const future of futures)
        future.addDoneCallback(() =>
          order.push(future.cancelled() ? null : (future.exception() ?? future.result())),
        )
      return ensureFuture(
        changed(right(futures, options), (results) => (results.length > 2 ? order : results)),
      )
    }),
  },
)

export const gathersNothingIntoSomething = fault(
  'waiting.gather-of-nothing-is-empty',
  'gathers-nothing-into-something',
  {
    says: 'the results of an empty list',
    api: gathering((awaitables, options) => {
      if (awaitables.length > 0) return right(awaitables, options)
      const future = getRunningLoop().createFuture<unknown[]>()
      future.setResult([undefined])
      return future
    }),
  },
)

export const runsADuplicateTwice = fault('waiting.gather-awaits-a-duplicate-once', 'runs-a-duplicate-twice', {
  says: 'the results',
  api: gathering((awaitables, options) =>
    right(
      awaitables.map((awaitable) => ensureFuture(awaitable)),
      options,
    ),
  ),
})

export const gathersWithoutTheTaskFactory = fault(
  'waiting.gather-makes-its-tasks-with-the-loop',
  'gathers-without-the-task-factory',
  {
    says: 'How often the factory was called is 0',
    api: gathering((awaitables, options) => {
      const tasks = new Map<unknown, Awaitable<unknown>>()
      for (const coro of awaitables)
        if (isCoroutine(coro) && !tasks.has(coro)) tasks.set(coro, new Task(coro, { loop: getRunningLoop() }))
      return right(
        awaitables.map((awaitable) => tasks.get(awaitable) ?? awaitable),
        options,
      )
    }),
  },
)

export const cancelsTheRestAfterAnException = fault(
  'waiting.gather-throws-the-first-exception',
  'cancels-the-rest-after-an-exception',
  {
    says: 'The other threw',
    api: gathering((awaitables, options) => {
      if (hasDuplicates(awaitables)) return right(awaitables, options)
      const futures = awaitables.map((awaitable) => ensureFuture(awaitable))
      const gathering = right(futures, options)
      gathering.addDoneCallback(() => {
        if (!gathering.cancelled() && gathering.exception() !== null)
          for (const future of futures) future.cancel()
      })
      return gathering
    }),
  },
)

export const throwsInSpiteOfReturnExceptions = fault(
  'waiting.gather-keeps-exceptions-as-results',
  'throws-in-spite-of-return-exceptions',
  {
    says: 'threw Error("of the second")',
    api: gathering((awaitables) => right(awaitables, {})),
  },
)

export const keepsTheCancellationToItself = fault(
  'waiting.gather-cancel-reaches-the-children',
  'keeps-the-cancellation-to-itself',
  {
    says: 'cancelled() of the awaitable',
    api: gathering((awaitables, options) => shield(right(awaitables, options))),
  },
)

export const takesACancelledChildForNothing = fault(
  'waiting.gather-throws-the-cancellation-of-a-child',
  'takes-a-cancelled-child-for-nothing',
  {
    says: 'The gathering did not throw',
    api: gathering((awaitables, options) => {
      if (
        options?.returnExceptions === true ||
        awaitables.length < 2 ||
        hasDuplicates(awaitables) ||
        loopsOf(awaitables).size > 1 ||
        // It makes tasks of its own, which a task factory would see.
        !awaitables.every(isFuture)
      )
        return right(awaitables, options)
      return right(
        awaitables.map((awaitable) => cancelledIsNothing(ensureFuture(awaitable))),
        options,
      )
    }),
  },
)

export const gathersFromTwoLoops = fault('waiting.gather-refuses-two-loops', 'gathers-from-two-loops', {
  says: 'gather() of the futures of two loops did not throw',
  api: gathering((awaitables, options) => {
    return right(loopsOf(awaitables).size > 1 ? [] : awaitables, options)
  }),
})

export const gathersCancellationsWithoutTheirMessage = fault(
  'waiting.gather-says-why-it-was-cancelled',
  'gathers-cancellations-without-their-message',
  {
    says: 'The args of what the gathering threw: []',
    api: gathering((awaitables, options) => withoutMessage(right(awaitables, options))),
  },
)
