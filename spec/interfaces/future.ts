import type { Context } from './context.ts'
import type { Suspension } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'

export type DoneCallback<F> = (future: F) => void

/** The future protocol, which every future and every task follows, in every implementation. */
export interface Future<T = unknown> {
  /**
   * False by default. The iterator of the future sets it just before it yields the future, and the task that awaits the future
   * sets it back. An object that has it is a future (`isFuture`).
   */
  futureBlocking: boolean
  getLoop(): EventLoop
  done(): boolean
  cancelled(): boolean
  /** The result. Throws the exception of the future, `CancelledError` if it was cancelled, `InvalidStateError` while it is pending. */
  result(): T
  /** The exception, or null. Throws `CancelledError` if the future was cancelled, `InvalidStateError` while it is pending. */
  exception(): unknown
  /** Cancels the future. Returns false if the future was done already. */
  cancel(message?: unknown): boolean
  /** The loop calls the callback with the future once it is done; if it is done already, in the next iteration. */
  addDoneCallback(callback: DoneCallback<this>, options?: { context?: Context | undefined }): void
  /** Removes all registrations of the callback and returns how many there were. */
  removeDoneCallback(callback: DoneCallback<this>): number
  /** For `yield* future`: yields the future once if it is pending, then returns `result()`. */
  [Symbol.iterator](): Iterator<Suspension, T, void>
}

/** A future that its creator settles. Both setters of a task throw `RuntimeError`. */
export interface SettableFuture<T = unknown> extends Future<T> {
  /** Throws `InvalidStateError` if the future is done. A future or a promise is stored as a value. */
  setResult(value: T): void
  /** Throws `InvalidStateError` if the future is done, `TypeError` for null and undefined. An error class is instantiated. */
  setException(exception: unknown): void
}

/** The private constructor, for loops that reuse the implementation. Other code calls `loop.createFuture()`. */
export interface FutureConstructor {
  new <T = unknown>(options?: { loop?: EventLoop | null | undefined }): SettableFuture<T>
}
