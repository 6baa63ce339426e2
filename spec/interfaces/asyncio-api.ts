import type { Context, ContextVarConstructor } from './context.ts'
import type { Coroutine } from './coroutine.ts'
import type { Awaitable, EventLoop } from './event-loop.ts'
import type { Future, FutureConstructor } from './future.ts'
import type { EventLoopPolicy } from './policy.ts'
import type { RunnerConstructor, RunnerOptions } from './runner.ts'
import type { StreamsApi } from './streams.ts'
import type { EagerTaskConstructor, Task, TaskConstructor, TaskFactory, TaskOptions } from './task.ts'
import type { WaitingApi } from './waiting.ts'

/** All that the registry needs of a task: whether it is done, and its loop. */
export interface RegisteredTask {
  done(): boolean
  getLoop(): EventLoop
}

/** The module functions of asyncio, with the constructors. One set serves every loop of the realm. */
export interface AsyncioApi extends WaitingApi, StreamsApi {
  /** Makes the task visible to `getTasks`. Idempotent. */
  registerTask(task: RegisteredTask): void
  /** Hides the task from `getTasks`. No error when it is not registered. */
  unregisterTask(task: RegisteredTask): void
  /** Makes the task the current task of the loop. Throws `RuntimeError` if the loop has a current task, even the same one. */
  enterTask(loop: EventLoop, task: RegisteredTask): void
  /** Leaves the loop without a current task. Throws `RuntimeError` unless `task` is the current task. */
  leaveTask(loop: EventLoop, task: RegisteredTask): void
  /** A new set of the registered tasks of the loop that are not done. Without a loop: of the running loop. Throws `RuntimeError` if no loop runs. */
  getTasks(loop?: EventLoop | null): Set<RegisteredTask>
  /** The task whose step the loop is running, or null. Without a loop: of the running loop. Throws `RuntimeError` if no loop runs. */
  currentTask(loop?: EventLoop | null): RegisteredTask | null

  /** Like `registerTask`, for a task that takes its first step at its creation. Profile `eager`, like the next three members. */
  registerEagerTask(task: RegisteredTask): void
  /** Like `unregisterTask`, for a task that `registerEagerTask` registered. */
  unregisterEagerTask(task: RegisteredTask): void
  /** Makes `task` the current task, or none if it is null, and returns the task that was current: for a step inside another step. */
  swapCurrentTask(loop: EventLoop, task: RegisteredTask | null): RegisteredTask | null
  /** A task factory whose tasks start eagerly unless `eagerStart` is false. */
  eagerTaskFactory: TaskFactory
  /**
   * A task factory that makes tasks of another class. It calls the constructor with the coroutine and the options that it gets, with
   * `loop`, and with `eagerStart: true` unless the options say otherwise.
   */
  createEagerTaskFactory(taskClass: EagerTaskConstructor): TaskFactory

  /** The loop whose turn is running. Throws `RuntimeError` outside a turn. */
  getRunningLoop(): EventLoop
  /** The loop whose turn is running, or null. */
  peekRunningLoop(): EventLoop | null
  /** For loops: call it at the start of each turn, and with null at its end. */
  setRunningLoop(loop: EventLoop | null): void

  /** The running loop, or else the loop of the policy. Throws `RuntimeError` if there is neither. */
  getEventLoop(): EventLoop
  /** Sets the loop of the policy; null removes it. Throws `TypeError` for anything but a loop or null. */
  setEventLoop(loop: EventLoop | null): void
  /** A new loop, made by the policy. It does not become the loop of the policy. */
  newEventLoop(): EventLoop
  getEventLoopPolicy(): EventLoopPolicy
  /** Null restores the default policy. Throws `TypeError` for anything but a policy or null. */
  setEventLoopPolicy(policy: EventLoopPolicy | null): void

  /** Creates a task on the running loop. Throws `RuntimeError` if no loop runs. */
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T>
  /**
   * Returns a future unchanged, a coroutine as a task of the loop, and a promise as a future. Without a loop: of the running loop,
   * or else that of the policy. Throws `ValueError` if the future belongs to a different loop, and `TypeError` for a value that
   * cannot be awaited.
   */
  ensureFuture<T>(
    awaitable: Awaitable<T> | PromiseLike<T>,
    options?: { loop?: EventLoop | null | undefined },
  ): Future<T>
  /** True for every object whose `futureBlocking` is neither null nor undefined. */
  isFuture(value: unknown): value is Future
  /** True for a generator. */
  isCoroutine(value: unknown): value is Coroutine<unknown>
  /**
   * Makes a loop, runs `main` on it, cancels and awaits the tasks that are left, and closes the loop. Throws `RuntimeError` inside
   * a turn, and `TypeError` for a value that cannot be awaited.
   */
  run<T>(main: Awaitable<T>, options?: RunnerOptions): Promise<T>
  Runner: RunnerConstructor

  /** A copy of the current context. */
  copyContext(): Context
  ContextVar: ContextVarConstructor
  Future: FutureConstructor
  Task: TaskConstructor
}

/** Which candidates need a member: every candidate (`required`), one that claims the profile, or only the checks about it (`optional`). */
export type ApiNeed = 'required' | 'eager' | 'streams' | 'optional'

/** Every name of {@link AsyncioApi}, in the order of the interface. A name that is missing here does not compile. */
export const apiNeeds = {
  registerTask: 'required',
  unregisterTask: 'required',
  enterTask: 'required',
  leaveTask: 'required',
  getTasks: 'required',
  currentTask: 'required',
  registerEagerTask: 'eager',
  unregisterEagerTask: 'eager',
  swapCurrentTask: 'eager',
  eagerTaskFactory: 'eager',
  createEagerTaskFactory: 'eager',
  getRunningLoop: 'required',
  peekRunningLoop: 'required',
  setRunningLoop: 'required',
  getEventLoop: 'required',
  setEventLoop: 'required',
  newEventLoop: 'required',
  getEventLoopPolicy: 'required',
  setEventLoopPolicy: 'required',
  createTask: 'required',
  ensureFuture: 'required',
  isFuture: 'required',
  isCoroutine: 'required',
  sleep: 'required',
  gather: 'required',
  wait: 'required',
  waitFor: 'required',
  asCompleted: 'required',
  shield: 'required',
  timeout: 'required',
  timeoutAt: 'required',
  taskGroup: 'required',
  run: 'required',
  Runner: 'required',
  openConnection: 'streams',
  startServer: 'streams',
  openUnixConnection: 'streams',
  startUnixServer: 'streams',
  StreamReader: 'streams',
  StreamReaderProtocol: 'streams',
  StreamWriter: 'streams',
  copyContext: 'optional',
  ContextVar: 'optional',
  Future: 'optional',
  Task: 'optional',
} as const satisfies Readonly<Record<keyof AsyncioApi, ApiNeed>>

export const apiNames = Object.keys(apiNeeds) as readonly (keyof AsyncioApi)[]
