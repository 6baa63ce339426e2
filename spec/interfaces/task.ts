import type { Context } from './context.ts'
import type { Coroutine } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'

export interface TaskOptions {
  /** The name, which becomes `String(name)`. Default: `Task-N`, with a growing N. */
  name?: unknown
  /** The context of every step; it is not copied. Default: a copy of the current context, made when the task is created. */
  context?: Context | undefined
  /**
   * True: the first step runs inside the creation, if a turn of the loop is running. Profile `eager`
   * (clause factories.create-task-takes-eager-start).
   */
  eagerStart?: boolean | undefined
}

/** A future that drives a coroutine, at most one step in each iteration of the loop. */
export interface Task<T = unknown> extends Future<T> {
  getName(): string
  setName(name: unknown): void
  getCoro(): Coroutine<T>
  getContext(): Context
  /** How many calls of `cancel()` were not taken back. */
  cancelling(): number
  /** Takes one call of `cancel()` back and returns how many are left. */
  uncancel(): number
}

/** The private constructor, for loops that reuse the implementation. Other code calls `loop.createTask()`. */
export interface TaskConstructor {
  new <T>(coro: Coroutine<T>, options?: TaskOptions & { loop?: EventLoop | null | undefined }): Task<T>
}

/** What `createEagerTaskFactory` makes tasks with: called with `new`. It must know the option `eagerStart`. */
export type EagerTaskConstructor = new (
  coro: Coroutine<unknown>,
  options: TaskOptions & { loop: EventLoop; eagerStart: boolean },
) => Future

/** `options` has exactly the members that the caller of `createTask` gave. `createTask` returns the result unchanged. */
export type TaskFactory = (loop: EventLoop, coro: Coroutine<unknown>, options: TaskOptions) => Future
