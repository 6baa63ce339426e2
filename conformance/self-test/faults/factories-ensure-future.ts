/** Module functions that make, take or refuse the wrong things. */
import {
  asyncioApi as real,
  Future as ReferenceFuture,
  Task as ReferenceTask,
  VirtualEventLoop,
} from '../../../reference/index.ts'
import type { AsyncioApi, Awaitable, Coroutine, EventLoop, Future } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

type EnsureFuture = AsyncioApi['ensureFuture']

function faultyFunctions(name: string, api: Partial<AsyncioApi>): Fault['adapter'] {
  return faultyLoop(name, () => new VirtualEventLoop(), { profiles: ['host'], api })
}

function* awaiting<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

const wrappingForeignFutures: EnsureFuture = <T>(
  awaitable: Awaitable<T> | PromiseLike<T>,
  options?: { loop?: EventLoop | null | undefined },
): Future<T> => {
  const known: Future<T> = real.ensureFuture<T>(awaitable, options)
  if (!real.isFuture(awaitable) || known instanceof ReferenceFuture) return known
  return real.ensureFuture(awaiting(known), { loop: known.getLoop() })
}

const makingTheTaskItself: EnsureFuture = (awaitable, options) => {
  if (!real.isCoroutine(awaitable)) return real.ensureFuture(awaitable, options)
  const loop = options?.loop ?? real.getRunningLoop()
  return new ReferenceTask(awaitable as Coroutine<never>, { loop })
}

const takingForeignFutures: EnsureFuture = (awaitable, options) =>
  real.ensureFuture(awaitable, real.isFuture(awaitable) ? {} : options)

/** As `Promise.resolve` does. */
const wrappingValues: EnsureFuture = <T>(
  awaitable: Awaitable<T> | PromiseLike<T>,
  options?: { loop?: EventLoop | null | undefined },
): Future<T> => {
  try {
    return real.ensureFuture(awaitable, options)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const future = (options?.loop ?? real.getRunningLoop()).createFuture<T>()
    future.setResult(awaitable as T)
    return future
  }
}

const leavingTheCoroutineOpen: EnsureFuture = <T>(
  awaitable: Awaitable<T> | PromiseLike<T>,
  options?: { loop?: EventLoop | null | undefined },
): Future<T> => {
  if (!real.isCoroutine(awaitable)) return real.ensureFuture(awaitable, options)
  return (options?.loop ?? real.getRunningLoop()).createTask(awaitable)
}

/** Settles the future with the promise itself. */
const storingThePromise: EnsureFuture = <T>(
  awaitable: Awaitable<T> | PromiseLike<T>,
  options?: { loop?: EventLoop | null | undefined },
): Future<T> => {
  if (!(awaitable instanceof Promise)) return real.ensureFuture(awaitable, options)
  const future = (options?.loop ?? real.getRunningLoop()).createFuture<T>()
  future.setResult(awaitable as T)
  return future
}

/** Settles the future without a look at it, as if the future did not look either. */
const revivingTheCancelled: EnsureFuture = <T>(
  awaitable: Awaitable<T> | PromiseLike<T>,
  options?: { loop?: EventLoop | null | undefined },
): Future<T> => {
  const future = real.ensureFuture(awaitable, options)
  const revive = (): void => {
    ;(future as unknown as { state: string }).state = 'finished'
  }
  if (awaitable instanceof Promise) awaitable.then(revive, revive)
  return future
}

function creatingOnTheLoopMadeLast(): Fault['adapter'] {
  let last: EventLoop | null = null
  return faultyLoop('creates-tasks-on-the-loop-made-last', () => (last = new VirtualEventLoop()), {
    api: {
      createTask: (coro, options) => {
        const loop = real.peekRunningLoop() ?? last
        return (loop ?? real.getRunningLoop()).createTask(coro, options)
      },
    },
  })
}

export const ensureFutureFaults: readonly Fault[] = [
  {
    name: 'drops-the-name-in-the-module-function',
    clause: 'factories.module-create-task-uses-the-running-loop',
    observes: /getName\(\) of the task/,
    adapter: faultyFunctions('drops-the-name-in-the-module-function', {
      createTask: (coro) => real.getRunningLoop().createTask(coro),
    }),
  },
  {
    name: 'creates-tasks-on-the-loop-made-last',
    clause: 'factories.module-create-task-needs-a-running-loop',
    observes: /outside of a run threw nothing/,
    adapter: creatingOnTheLoopMadeLast(),
  },
  {
    name: 'wraps-futures-of-other-classes',
    clause: 'factories.ensure-future-answers-a-future-itself',
    observes: /ensureFuture\(\) of a task of another class/,
    adapter: faultyFunctions('wraps-futures-of-other-classes', { ensureFuture: wrappingForeignFutures }),
  },
  {
    name: 'makes-a-task-past-the-factory',
    clause: 'factories.ensure-future-makes-a-task-of-a-coroutine',
    observes: /coroutines that the factory got/,
    adapter: faultyFunctions('makes-a-task-past-the-factory', { ensureFuture: makingTheTaskItself }),
  },
  {
    name: 'ensures-futures-of-another-loop',
    clause: 'factories.ensure-future-refuses-another-loops-future',
    observes: /pending future of another loop threw nothing/,
    adapter: faultyFunctions('ensures-futures-of-another-loop', { ensureFuture: takingForeignFutures }),
  },
  {
    name: 'makes-a-future-of-any-value',
    clause: 'factories.ensure-future-refuses-the-rest',
    observes: /ensureFuture\(\) of a number threw nothing/,
    adapter: faultyFunctions('makes-a-future-of-any-value', { ensureFuture: wrappingValues }),
  },
  {
    name: 'leaves-the-coroutine-open-that-it-cannot-run',
    clause: 'factories.ensure-future-closes-what-it-cannot-run',
    observes: /the coroutines whose body ran/,
    adapter: faultyFunctions('leaves-the-coroutine-open-that-it-cannot-run', {
      ensureFuture: leavingTheCoroutineOpen,
    }),
  },
  {
    name: 'settles-a-future-with-the-promise-itself',
    clause: 'factories.ensure-future-follows-a-promise',
    observes: /loop and done\(\) of both futures/,
    adapter: faultyFunctions('settles-a-future-with-the-promise-itself', { ensureFuture: storingThePromise }),
  },
  {
    name: 'revives-cancelled-futures-of-promises',
    clause: 'factories.ensure-future-follows-a-promise',
    observes: /cancelled\(\) of the two futures/,
    adapter: faultyFunctions('revives-cancelled-futures-of-promises', {
      ensureFuture: revivingTheCancelled,
    }),
  },
]
