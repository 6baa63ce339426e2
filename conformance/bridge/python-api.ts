import type {
  AsyncioApi,
  Coroutine,
  EventLoop,
  EventLoopPolicy,
  Future,
  FutureConstructor,
  RegisteredTask,
  SettableFuture,
  Task,
  TaskConstructor,
  Context,
  ContextVar,
  ContextVarConstructor,
} from '../../spec/index.ts'
import { taskKeywords } from './python-loop.ts'
import type { Keywords, Remote } from './python-object.ts'

/** The module functions of asyncio in the interpreter at the other end. */
export function pythonApi(remote: Remote): AsyncioApi {
  const ask = (name: string, args: readonly unknown[], keywords?: Keywords): unknown =>
    remote.call(0, name, args, keywords)
  /** A loop that is not given is not passed on. */
  const ofLoop = (loop?: EventLoop | null): readonly unknown[] => (loop === undefined ? [] : [loop])

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

/** A class whose instances are made at the other end. */
function constructor(make: (...args: never[]) => object): unknown {
  return function (...args: never[]) {
    return make(...args)
  }
}
