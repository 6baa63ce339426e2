import type {
  AsCompletedOptions,
  AsyncioApi,
  Completions,
  Coroutine,
  EagerTaskConstructor,
  EventLoop,
  EventLoopPolicy,
  Future,
  FutureConstructor,
  RegisteredTask,
  Runner,
  RunnerConstructor,
  RunnerOptions,
  SettableFuture,
  Task,
  TaskConstructor,
  TaskFactory,
  TaskGroup,
  Timeout,
  WaitOptions,
  Context,
  ContextVar,
  ContextVarConstructor,
} from '../../spec/index.ts'
import { insideOf } from './inside-of.ts'
import { pythonStreams } from './stream-stand-ins.ts'
import { runnerKeywords, taskKeywords, type Keywords, type Remote } from './stand-ins.ts'

/** The module functions of asyncio in the interpreter. */
export function pythonApi(remote: Remote): AsyncioApi {
  const ask = (name: string, args: readonly unknown[], keywords?: Keywords): unknown =>
    remote.call(0, name, args, keywords)
  /** An undefined loop is not passed. */
  const ofLoop = (loop?: EventLoop | null): readonly unknown[] => (loop === undefined ? [] : [loop])

  const seconds = <T>(ms: number | T): number | T =>
    typeof ms === 'number' ? remote.clock.toSeconds(ms) : ms

  return {
    registerTask: (task) => void ask('register_task', [task]),
    unregisterTask: (task) => void ask('unregister_task', [task]),
    enterTask: (loop, task) => void ask('enter_task', [loop, task]),
    leaveTask: (loop, task) => void ask('leave_task', [loop, task]),
    getTasks: (loop) => ask('all_tasks', ofLoop(loop)) as Set<RegisteredTask>,
    currentTask: (loop) => ask('current_task', ofLoop(loop)) as RegisteredTask | null,

    registerEagerTask: (task) => void ask('register_eager_task', [task]),
    unregisterEagerTask: (task) => void ask('unregister_eager_task', [task]),
    swapCurrentTask: (loop, task) => ask('swap_current_task', [loop, task]) as RegisteredTask | null,
    eagerTaskFactory: (loop, coro, options) =>
      ask('eager_task_factory', [loop, coro], taskKeywords(options)) as Task,
    createEagerTaskFactory: (taskClass) =>
      ask('create_eager_task_factory', [
        (...args: ConstructorParameters<EagerTaskConstructor>) => new taskClass(...args),
      ]) as TaskFactory,

    getRunningLoop: () => ask('get_running_loop', []) as EventLoop,
    peekRunningLoop: () => ask('peek_running_loop', []) as EventLoop | null,
    setRunningLoop: (loop) => void ask('set_running_loop', [loop]),

    getEventLoop: () => ask('get_event_loop', []) as EventLoop,
    setEventLoop: (loop) => void ask('set_event_loop', [loop]),
    newEventLoop: () => ask('new_event_loop', []) as EventLoop,
    getEventLoopPolicy: () => ask('get_event_loop_policy', []) as EventLoopPolicy,
    setEventLoopPolicy: (policy) => void ask('set_event_loop_policy', [policy]),

    createTask: <T>(coro: Coroutine<T>, options?: object) =>
      ask('create_task', [coro], taskKeywords(options)) as Task<T>,
    ensureFuture: <T>(awaitable: unknown, options?: object) =>
      ask('ensure_future', [awaitable], { ...options }) as Future<T>,
    isFuture: (value): value is Future => ask('isfuture', [value]) as boolean,
    isCoroutine: (value): value is Coroutine<unknown> => ask('iscoroutine', [value]) as boolean,
    sleep: (delayMs: number, ...result: [result?: unknown]) =>
      ask('sleep', [remote.clock.toSeconds(delayMs), ...result]) as Coroutine<never>,
    gather: (awaitables: readonly unknown[], options?: { returnExceptions?: boolean }) =>
      ask('gather', [awaitables], { return_exceptions: options?.returnExceptions }) as Future<never>,

    wait: (futures: Iterable<unknown>, { timeout, returnWhen }: WaitOptions = {}) =>
      ask('wait', [iterable(remote, futures)], {
        timeout: seconds(timeout),
        return_when: returnWhen,
      }) as Coroutine<never>,
    waitFor: (awaitable: unknown, ms: number | null) =>
      ask('wait_for', [awaitable, seconds(ms)]) as Coroutine<never>,
    asCompleted: (awaitables: Iterable<unknown>, { timeout }: AsCompletedOptions = {}) =>
      ask('as_completed', [iterable(remote, awaitables)], {
        timeout: seconds(timeout),
      }) as Completions<never>,
    shield: (awaitable: unknown) => ask('shield', [awaitable]) as Future<never>,
    *timeout<T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T> {
      return yield* insideOf(remote, ask('timeout', [seconds(ms)]), body)
    },
    *timeoutAt<T>(whenMs: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T> {
      return yield* insideOf(remote, ask('timeout_at', [seconds(whenMs)]), body)
    },
    *taskGroup<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
      return yield* insideOf(remote, ask('TaskGroup', []), body)
    },

    run: (main: unknown, options?: RunnerOptions) =>
      remote.run(0, 'run_main', [main], runnerKeywords(options)) as Promise<never>,
    Runner: constructor(
      (options?: RunnerOptions) => ask('Runner', [], runnerKeywords(options)) as Runner,
    ) as RunnerConstructor,

    ...pythonStreams(remote),

    copyContext: () => ask('copy_context', []) as Context,
    ContextVar: constructor(
      (name: string, options?: { defaultValue?: unknown }) =>
        ask('ContextVar', [name], { default: options?.defaultValue }) as ContextVar<unknown>,
    ) as ContextVarConstructor,
    Future: constructor(
      (options?: object) => ask('Future', [], { ...options }) as SettableFuture,
    ) as FutureConstructor,
    Task: constructor(
      (coro: unknown, options?: object) => ask('Task', [coro], taskKeywords(options)) as Task,
    ) as TaskConstructor,
  }
}

/** A list for a set, and an iterator of Python for one of JavaScript. Any other value stays as it is, such as a future. */
function iterable(remote: Remote, value: unknown): unknown {
  if (value instanceof Set) return [...(value as Set<unknown>)]
  return isIterator(value) ? remote.call(0, 'iterator', [[...value]]) : value
}

/** A generator is a coroutine, and not an iterator. */
function isIterator(value: unknown): value is IterableIterator<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'next' in value &&
    Symbol.iterator in value &&
    !('throw' in value)
  )
}

/** A class whose instances are made in Python. */
function constructor(make: (...args: never[]) => object): unknown {
  return function (...args: never[]) {
    return make(...args)
  }
}
