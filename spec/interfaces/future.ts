import type { Context } from './context.ts'
import type { Suspension } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'

export type DoneCallback<F> = (future: F) => void

/** The future protocol: what every awaitable of the contract answers, whoever wrote it. */
export interface Future<T = unknown> {
  /**
   * False on a future at rest; its iterator sets it just before it yields the future, and the task that takes the
   * future over sets it back. Its presence is what makes an object a future (`isFuture`).
   */
  futureBlocking: boolean
  getLoop(): EventLoop
  done(): boolean
  cancelled(): boolean
  /** The result. Throws the exception, `CancelledError`, or `InvalidStateError` while the future is pending. */
  result(): T
  /** The exception, or null. Throws `CancelledError`, or `InvalidStateError` while the future is pending. */
  exception(): unknown
  /** True when this call cancelled the future, false when it was done. */
  cancel(message?: unknown): boolean
  addDoneCallback(callback: DoneCallback<this>, options?: { context?: Context | undefined }): void
  /** Removes all registrations of the callback and answers how many there were. */
  removeDoneCallback(callback: DoneCallback<this>): number
  /** `yield* future` awaits: yields the future once while it is pending, then gives `result()`. */
  [Symbol.iterator](): Iterator<Suspension, T, void>
}

/** A future that its creator settles. Tasks settle themselves and refuse both setters with `RuntimeError`. */
export interface SettableFuture<T = unknown> extends Future<T> {
  /** Throws `InvalidStateError` when done. A future or a promise as the value is stored as it is. */
  setResult(value: T): void
  /** Throws `InvalidStateError` when done. */
  setException(exception: unknown): void
}

/** The private constructor: for loops that reuse the implementation. Everyone else calls `loop.createFuture()`. */
export interface FutureConstructor {
  new <T = unknown>(options?: { loop?: EventLoop | null | undefined }): SettableFuture<T>
}
