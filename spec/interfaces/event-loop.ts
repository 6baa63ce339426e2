import type { Context } from './context.ts'
import type { Coroutine } from './coroutine.ts'
import type { ExceptionContext, ExceptionHandler } from './exceptions.ts'
import type { Future, SettableFuture } from './future.ts'
import type { Handle, TimerHandle } from './handles.ts'
import type { Task, TaskFactory, TaskOptions } from './task.ts'

/** A callback of the loop takes whatever `args` the caller scheduled with it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown[]` would refuse every callback with typed parameters
export type Callback = (...args: any[]) => unknown

export interface CallOptions {
  /** The context to run in, used as it is. By default a copy of the current one, made at the call. */
  context?: Context | undefined
}

/** What a run accepts: a future or a coroutine. */
export type Awaitable<T> = Future<T> | Coroutine<T>

/** The public contract. Times are in milliseconds. */
export interface EventLoop {
  /**
   * Runs until `stop()`, or until a callback throws one of the fatal pair, which rejects the promise.
   * Throws `RuntimeError` at the call when the loop is closed or running, or when it is called inside a turn of a loop.
   */
  runForever(): Promise<void>
  /** As `runForever`, until the future is done; gives its result. Throws `TypeError` for anything that cannot be awaited. */
  runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T>
  /** The run ends after the current iteration. Legal at any time. */
  stop(): void
  isRunning(): boolean
  isClosed(): boolean
  /** Drops what is scheduled. Throws `RuntimeError` while the loop runs; idempotent. */
  close(): void

  callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Handle
  /** As `callSoon`, and wakes the loop from anywhere. */
  callSoonThreadsafe(callback: Callback, args?: readonly unknown[], options?: CallOptions): Handle
  callLater(
    delayMs: number,
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): TimerHandle
  callAt(whenMs: number, callback: Callback, args?: readonly unknown[], options?: CallOptions): TimerHandle
  /** A monotonic clock in milliseconds, of any epoch. */
  time(): number

  createFuture<T = unknown>(): SettableFuture<T>
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T>
  /** Null restores the default. Throws `TypeError` for anything that is not a function. */
  setTaskFactory(factory: TaskFactory | null): void
  getTaskFactory(): TaskFactory | null

  setExceptionHandler(handler: ExceptionHandler | null): void
  getExceptionHandler(): ExceptionHandler | null
  defaultExceptionHandler(context: ExceptionContext): void
  callExceptionHandler(context: ExceptionContext): void

  getDebug(): boolean
  setDebug(enabled: boolean): void
  /**
   * In debug mode a callback that takes at least so many milliseconds is reported as a warning; 100 at first. Profile `debug`
   * (clause scheduling.debug-reports-slow-callbacks).
   */
  slowCallbackDuration?: number
}
