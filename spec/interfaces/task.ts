import type { Context } from './context.ts'
import type { Coroutine } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'

export interface TaskOptions {
  /** Made a string with `String(name)`. By default `Task-N` with a growing N. */
  name?: unknown
  /** The context of every step. By default a copy of the current one, made when the task is created. */
  context?: Context | undefined
  /**
   * True: the first step runs at once, inside the creation, when that happens in a turn of the loop. Profile `eager`
   * (clause factories.create-task-takes-eager-start).
   */
  eagerStart?: boolean | undefined
}

/** A future that drives a coroutine, one step an iteration of the loop. */
export interface Task<T = unknown> extends Future<T> {
  getName(): string
  setName(name: unknown): void
  getCoro(): Coroutine<T>
  getContext(): Context
  /** How many calls of `cancel()` have not been taken back. */
  cancelling(): number
  /** Takes one call of `cancel()` back and answers how many are left. */
  uncancel(): number
}

/** The private constructor: for loops that reuse the implementation. Everyone else calls `loop.createTask()`. */
export interface TaskConstructor {
  new <T>(coro: Coroutine<T>, options?: TaskOptions & { loop?: EventLoop | null | undefined }): Task<T>
}

/** `options` holds exactly the keywords that the caller of `createTask` gave. The result is returned untouched. */
export type TaskFactory = (loop: EventLoop, coro: Coroutine<unknown>, options: TaskOptions) => Future
