import type { Context } from './context.ts'
import type { Coroutine } from './coroutine.ts'
import type { ExceptionContext, ExceptionHandler } from './exceptions.ts'
import type { Future, SettableFuture } from './future.ts'
import type { Handle, TimerHandle } from './handles.ts'
import type { Task, TaskFactory, TaskOptions } from './task.ts'

/** A callback is called with the `args` that it was scheduled with. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown[]` would refuse every callback with typed parameters
export type Callback = (...args: any[]) => unknown

export interface CallOptions {
  /** The context to run in; it is not copied. Default: a copy of the current context, made at the call. */
  context?: Context | undefined
}

/** What a run accepts and `yield*` awaits: a future or a coroutine. */
export type Awaitable<T> = Future<T> | Coroutine<T>

/** The public contract. Times are in milliseconds. */
export interface EventLoop {
  /**
   * Runs until `stop()`, or until a callback throws one of the fatal pair, which rejects the promise.
   * Throws `RuntimeError` at the call if the loop is closed or running, or if a turn of any loop is running.
   */
  runForever(): Promise<void>
  /** Like `runForever`, until the future is done. The promise gives its result. Throws `TypeError` for a value that cannot be awaited. */
  runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T>
  /** Ends the run after the current iteration. May be called at any time. */
  stop(): void
  isRunning(): boolean
  isClosed(): boolean
  /** Drops everything that is scheduled. Throws `RuntimeError` while the loop runs. Idempotent. */
  close(): void

  /** Schedules the callback for the next iteration. Throws `RuntimeError` on a closed loop. */
  callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Handle
  /** Like `callSoon`, and wakes the loop: for calls from outside a turn. */
  callSoonThreadsafe(callback: Callback, args?: readonly unknown[], options?: CallOptions): Handle
  /** Schedules the callback in `delayMs` milliseconds. Throws `TypeError` if the delay is not a number, `RuntimeError` on a closed loop. */
  callLater(
    delayMs: number,
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): TimerHandle
  /** Schedules the callback for the time `whenMs` of `time()`, in milliseconds. Throws like `callLater`. */
  callAt(whenMs: number, callback: Callback, args?: readonly unknown[], options?: CallOptions): TimerHandle
  /** A monotonic clock in milliseconds, with any epoch. */
  time(): number

  createFuture<T = unknown>(): SettableFuture<T>
  /** Throws `RuntimeError` on a closed loop. Without a task factory it throws `TypeError` for anything but a coroutine. */
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T>
  /** Null restores the default. Throws `TypeError` for anything but a function or null. */
  setTaskFactory(factory: TaskFactory | null): void
  getTaskFactory(): TaskFactory | null

  /** Null restores the default handler. Throws `TypeError` for anything but a function or null. */
  setExceptionHandler(handler: ExceptionHandler | null): void
  getExceptionHandler(): ExceptionHandler | null
  /** Logs the context. */
  defaultExceptionHandler(context: ExceptionContext): void
  /** Calls the handler that was set, or else the default handler. Only the fatal pair escapes. */
  callExceptionHandler(context: ExceptionContext): void

  getDebug(): boolean
  setDebug(enabled: boolean): void
  /**
   * In debug mode a callback that takes at least this many milliseconds is reported as a warning. Default: 100. Profile `debug`
   * (clause scheduling.debug-reports-slow-callbacks).
   */
  slowCallbackDuration?: number
}
