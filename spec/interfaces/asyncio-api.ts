import type { Context, ContextVarConstructor } from './context.ts'
import type { Coroutine } from './coroutine.ts'
import type { Awaitable, EventLoop } from './event-loop.ts'
import type { Future, FutureConstructor } from './future.ts'
import type { EventLoopPolicy } from './policy.ts'
import type { RunnerConstructor, RunnerOptions } from './runner.ts'
import type { Task, TaskConstructor, TaskFactory, TaskOptions } from './task.ts'
import type { WaitingApi } from './waiting.ts'

/** The least that the registry asks of a task: anything that can say whether it is done, and whose it is. */
export interface RegisteredTask {
  done(): boolean
  getLoop(): EventLoop
}

/** The module functions, as asyncio has them, with the two constructors. One set serves every loop of the realm. */
export interface AsyncioApi extends WaitingApi {
  /** Makes the task visible to `getTasks`. Idempotent. */
  registerTask(task: RegisteredTask): void
  /** Hides the task from `getTasks`. No error when it is not registered. */
  unregisterTask(task: RegisteredTask): void
  /** Makes the task current on the loop. Throws `RuntimeError` while another one, or the same, is. */
  enterTask(loop: EventLoop, task: RegisteredTask): void
  /** Makes no task current on the loop. Throws `RuntimeError` unless `task` is the current one. */
  leaveTask(loop: EventLoop, task: RegisteredTask): void
  /** A new set of the registered tasks of the loop that are not done. Without a loop: of the running one, else throws. */
  getTasks(loop?: EventLoop | null): Set<RegisteredTask>
  /** The task that the loop is stepping, or null. Without a loop: of the running one, else throws `RuntimeError`. */
  currentTask(loop?: EventLoop | null): RegisteredTask | null

  /** As `registerTask`, while the task takes its first step at its creation. Profile `eager`, as the next three. */
  registerEagerTask(task: RegisteredTask): void
  unregisterEagerTask(task: RegisteredTask): void
  /** Makes the task current, or none, whatever is current now, and answers what was: for a step inside of another. */
  swapCurrentTask(loop: EventLoop, task: RegisteredTask | null): RegisteredTask | null
  /** A task factory: tasks start eagerly unless `eagerStart` is false. */
  eagerTaskFactory: TaskFactory

  /** Throws `RuntimeError` when no loop runs. */
  getRunningLoop(): EventLoop
  peekRunningLoop(): EventLoop | null
  setRunningLoop(loop: EventLoop | null): void

  getEventLoop(): EventLoop
  setEventLoop(loop: EventLoop | null): void
  newEventLoop(): EventLoop
  getEventLoopPolicy(): EventLoopPolicy
  setEventLoopPolicy(policy: EventLoopPolicy | null): void

  /** Creates a task on the running loop. Throws `RuntimeError` when there is none. */
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T>
  /** A future as it is, a coroutine as a task of the loop, a promise as a future. Throws `TypeError` for the rest. */
  ensureFuture<T>(
    awaitable: Awaitable<T> | PromiseLike<T>,
    options?: { loop?: EventLoop | null | undefined },
  ): Future<T>
  isFuture(value: unknown): value is Future
  isCoroutine(value: unknown): value is Coroutine<unknown>
  /**
   * Makes a loop, runs `main` on it, cancels and awaits the tasks that are left, and closes it. Throws `RuntimeError` inside
   * of a run, `TypeError` for what cannot be awaited.
   */
  run<T>(main: Awaitable<T>, options?: RunnerOptions): Promise<T>
  Runner: RunnerConstructor

  copyContext(): Context
  ContextVar: ContextVarConstructor
  Future: FutureConstructor
  Task: TaskConstructor
}

/** What the suite does without a member: it judges nothing (`required`), it skips the profile `eager`, or it skips what needs it. */
export type ApiNeed = 'required' | 'eager' | 'optional'

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
  shield: 'required',
  timeout: 'required',
  taskGroup: 'required',
  run: 'required',
  Runner: 'required',
  copyContext: 'optional',
  ContextVar: 'optional',
  Future: 'optional',
  Task: 'optional',
} as const satisfies Readonly<Record<keyof AsyncioApi, ApiNeed>>

export const apiNames = Object.keys(apiNeeds) as readonly (keyof AsyncioApi)[]
