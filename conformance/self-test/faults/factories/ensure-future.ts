import { asyncioApi as real, Future as ReferenceFuture, Task } from '../../../../reference/index.ts'
import type { Awaitable, Coroutine, EventLoop, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

function* awaiting<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

export const wrapsFuturesOfOtherClasses = fault(
  'factories.ensure-future-answers-a-future-itself',
  'wraps-futures-of-other-classes',
  {
    says: 'ensureFuture() of a task of another class',
    profiles: ['host'],
    api: {
      ensureFuture: <T>(
        awaitable: Awaitable<T> | PromiseLike<T>,
        options?: { loop?: EventLoop | null | undefined },
      ): Future<T> => {
        const known: Future<T> = real.ensureFuture<T>(awaitable, options)
        if (!real.isFuture(awaitable) || known instanceof ReferenceFuture) return known
        return real.ensureFuture(awaiting(known), { loop: known.getLoop() })
      },
    },
  },
)

export const makesATaskPastTheFactory = fault(
  'factories.ensure-future-makes-a-task-of-a-coroutine',
  'makes-a-task-past-the-factory',
  {
    says: 'coroutines that the factory received',
    profiles: ['host'],
    api: {
      ensureFuture: (awaitable, options) => {
        if (!real.isCoroutine(awaitable)) return real.ensureFuture(awaitable, options)
        const loop = options?.loop ?? real.getEventLoop()
        return new Task(awaitable as Coroutine<never>, { loop })
      },
    },
  },
)

export const ensuresFuturesOfAnotherLoop = fault(
  'factories.ensure-future-refuses-another-loops-future',
  'ensures-futures-of-another-loop',
  {
    says: 'pending future of another loop did not throw',
    profiles: ['host'],
    api: {
      ensureFuture: (awaitable, options) =>
        real.ensureFuture(awaitable, real.isFuture(awaitable) ? {} : options),
    },
  },
)

/** `Promise.resolve()` does the same. */
export const makesAFutureOfAnyValue = fault(
  'factories.ensure-future-refuses-the-rest',
  'makes-a-future-of-any-value',
  {
    says: 'ensureFuture() of a number did not throw',
    profiles: ['host'],
    api: {
      ensureFuture: <T>(
        awaitable: Awaitable<T> | PromiseLike<T>,
        options?: { loop?: EventLoop | null | undefined },
      ): Future<T> => {
        try {
          return real.ensureFuture(awaitable, options)
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
          const future = (options?.loop ?? real.getEventLoop()).createFuture<T>()
          future.setResult(awaitable as T)
          return future
        }
      },
    },
  },
)

export const leavesTheCoroutineOpenThatItCannotRun = fault(
  'factories.ensure-future-closes-what-it-cannot-run',
  'leaves-the-coroutine-open-that-it-cannot-run',
  {
    says: 'the coroutines whose body ran',
    profiles: ['host'],
    api: {
      ensureFuture: <T>(
        awaitable: Awaitable<T> | PromiseLike<T>,
        options?: { loop?: EventLoop | null | undefined },
      ): Future<T> => {
        if (!real.isCoroutine(awaitable)) return real.ensureFuture(awaitable, options)
        return (options?.loop ?? real.getEventLoop()).createTask(awaitable)
      },
    },
  },
)

/** The result of the future is the promise. */
export const settlesAFutureWithThePromiseItself = fault(
  'factories.ensure-future-follows-a-promise',
  'settles-a-future-with-the-promise-itself',
  {
    says: 'loop and done() of both futures',
    profiles: ['host'],
    api: {
      ensureFuture: <T>(
        awaitable: Awaitable<T> | PromiseLike<T>,
        options?: { loop?: EventLoop | null | undefined },
      ): Future<T> => {
        if (!(awaitable instanceof Promise)) return real.ensureFuture(awaitable, options)
        const future = (options?.loop ?? real.getEventLoop()).createFuture<T>()
        future.setResult(awaitable as T)
        return future
      },
    },
  },
)

/** Settles the future even if it is cancelled. */
export const revivesCancelledFuturesOfPromises = fault(
  'factories.ensure-future-follows-a-promise',
  'revives-cancelled-futures-of-promises',
  {
    says: 'cancelled() of the two futures',
    profiles: ['host'],
    api: {
      ensureFuture: <T>(
        awaitable: Awaitable<T> | PromiseLike<T>,
        options?: { loop?: EventLoop | null | undefined },
      ): Future<T> => {
        const future = real.ensureFuture(awaitable, options)
        const revive = (): void => {
          ;(future as unknown as { state: string }).state = 'finished'
        }
        if (awaitable instanceof Promise) awaitable.then(revive, revive)
        return future
      },
    },
  },
)

export const takesARejectionWithoutAReasonForSuccess = fault(
  'factories.ensure-future-follows-a-promise',
  'takes-a-rejection-without-a-reason-for-success',
  {
    says: 'Whether each await threw: [false, false, false]',
    profiles: ['host'],
    api: {
      ensureFuture: <T>(
        awaitable: Awaitable<T> | PromiseLike<T>,
        options?: { loop?: EventLoop | null | undefined },
      ): Future<T> =>
        real.ensureFuture(
          awaitable instanceof Promise
            ? awaitable.catch((reason: unknown) => {
                if (reason !== undefined && reason !== null) throw reason
                return undefined as T
              })
            : awaitable,
          options,
        ),
    },
  },
)
