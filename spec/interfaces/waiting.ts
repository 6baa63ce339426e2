import type { Coroutine } from './coroutine.ts'
import type { Awaitable, EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'
import type { Task, TaskOptions } from './task.ts'

/** When `wait` returns: at the first future that is done, at the first that failed, or at the last. */
export type ReturnWhen = 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'

export interface WaitOptions {
  /** `wait` returns after this many milliseconds in any case. Null: no limit. */
  timeout?: number | null | undefined
  /** Default: `ALL_COMPLETED`. */
  returnWhen?: ReturnWhen | undefined
}

export interface AsCompletedOptions {
  /** After this many milliseconds, `TimeoutError` is thrown for each awaitable that is not done. Null: no limit. */
  timeout?: number | null | undefined
}

/**
 * What `asCompleted` returns. A plain iteration gives one coroutine for each awaitable: the n-th returns the result, or throws the
 * exception, of the n-th awaitable that is done.
 */
export interface Completions<T> extends Iterator<Coroutine<T>, undefined, void> {
  [Symbol.iterator](): Completions<T>
  /**
   * A step of the asynchronous iteration, which is `async for` in Python. Returns the next future that is done: the one that was
   * given, or the task of a coroutine. Returns null after the last one. Throws `TimeoutError` when the time is over.
   */
  anext(): Coroutine<Future<T> | null>
}

/** The argument of the body of `timeout` and `timeoutAt`. */
export interface Timeout {
  /** The deadline in milliseconds of `loop.time()`, or null if there is none. */
  when(): number | null
  /** Moves the deadline to `whenMs` of `loop.time()`; null removes it. Throws `RuntimeError` if it has passed or the body is over. */
  reschedule(whenMs: number | null): void
  /** True if the deadline has passed and the task was cancelled because of it. */
  expired(): boolean
}

/** The argument of the body of `taskGroup`. */
export interface TaskGroup {
  /** Creates a task of the loop that the group waits for. Throws `RuntimeError` if the group is shutting down or is over. */
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T>
  /**
   * Cancels the tasks and the body. Their cancellation is no error: `taskGroup` returns. Without effect if the group is over or is
   * shutting down.
   */
  cancel(): void
}

/** Functions that wait. They use nothing of a loop except its contract. */
export interface WaitingApi {
  /** Suspends for at least `delayMs` milliseconds. A delay of 0 or less yields once. Throws `ValueError` for `NaN`. */
  sleep<T = undefined>(delayMs: number, result?: T): Coroutine<T>
  /** A future of all results in the given order. With `returnExceptions` exceptions are results. */
  gather<T>(
    awaitables: readonly Awaitable<T>[],
    options?: { returnExceptions?: false; loop?: EventLoop | null },
  ): Future<T[]>
  gather(
    awaitables: readonly Awaitable<unknown>[],
    options: { returnExceptions?: boolean; loop?: EventLoop | null },
  ): Future<unknown[]>
  /**
   * Waits for some or all of the futures, and returns the done and the pending ones. It cancels none of them and throws none of
   * their errors. Throws `TypeError` for a coroutine, and `ValueError` for an empty list.
   */
  wait<T>(
    futures: Iterable<Future<T>>,
    options?: WaitOptions,
  ): Coroutine<[done: Set<Future<T>>, pending: Set<Future<T>>]>
  /**
   * The result of the awaitable, if it comes within `ms` milliseconds. Otherwise the awaitable is cancelled and waited for, and
   * `TimeoutError` is thrown. Null waits for ever.
   */
  waitFor<T>(awaitable: Awaitable<T>, ms: number | null): Coroutine<T>
  /**
   * The awaitables in the order in which they are done. It cancels none of them. Throws `TypeError` for a single future or
   * coroutine.
   */
  asCompleted<T>(awaitables: Iterable<Awaitable<T>>, options?: AsCompletedOptions): Completions<T>
  /** A future that follows the awaitable. Cancelling it does not cancel the awaitable. */
  shield<T>(awaitable: Awaitable<T>): Future<T>
  /** Runs the body. After `ms` milliseconds it cancels the task that runs the body, and `TimeoutError` is thrown. Null: no limit. */
  timeout<T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T>
  /** Like `timeout`, with a deadline on the clock of the loop: `whenMs` milliseconds of `loop.time()`. Null: no limit. */
  timeoutAt<T>(whenMs: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T>
  /**
   * Runs the body and waits for every task that was created in the group. The first task that fails cancels the others and the
   * body, and `ExceptionGroup` is thrown. The result is that of the body, or undefined if `cancel()` of the group has ended the body.
   */
  taskGroup<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T>
}
