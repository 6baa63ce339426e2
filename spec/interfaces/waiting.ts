import type { Coroutine } from './coroutine.ts'
import type { Awaitable, EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'
import type { Task, TaskOptions } from './task.ts'

/** When `wait` comes back: with the first future that is done, with the first that failed, or with the last. */
export type ReturnWhen = 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'

export interface WaitOptions {
  /** Milliseconds after which `wait` comes back anyhow; null for never. */
  timeout?: number | null | undefined
  /** By default `ALL_COMPLETED`. */
  returnWhen?: ReturnWhen | undefined
}

/** What the body of a `timeout` is given. */
export interface Timeout {
  /** The deadline in milliseconds of `loop.time()`, or null for none. */
  when(): number | null
  /** Moves the deadline; null takes it away. Throws `RuntimeError` when it has passed or the body is over. */
  reschedule(whenMs: number | null): void
  /** True once the deadline has passed and the task was cancelled for it. */
  expired(): boolean
}

/** What the body of a `taskGroup` is given. */
export interface TaskGroup {
  /** A task of the loop that the group waits for. Throws `RuntimeError` when the group shuts down or is over. */
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T>
}

/** Functions that wait for others. They are written on top of a loop and need nothing of it but the contract. */
export interface WaitingApi {
  /** Suspends for at least so many milliseconds; at most 0 yields once. Throws `ValueError` for `NaN`. */
  sleep<T = undefined>(delayMs: number, result?: T): Coroutine<T>
  /** A future of all results in the order given; with `returnExceptions`, exceptions are results. */
  gather<T>(
    awaitables: readonly Awaitable<T>[],
    options?: { returnExceptions?: false; loop?: EventLoop | null },
  ): Future<T[]>
  gather(
    awaitables: readonly Awaitable<unknown>[],
    options: { returnExceptions?: boolean; loop?: EventLoop | null },
  ): Future<unknown[]>
  /**
   * Waits for some or all of the futures and answers which are done and which are pending. Cancels none of them and
   * throws none of their errors. Throws `TypeError` for a coroutine, `ValueError` for no future at all.
   */
  wait<T>(
    futures: Iterable<Future<T>>,
    options?: WaitOptions,
  ): Coroutine<[done: Set<Future<T>>, pending: Set<Future<T>>]>
  /**
   * The result of the awaitable, if it comes within `ms` milliseconds; else it is cancelled, waited for, and
   * `TimeoutError` is thrown. Null waits for ever.
   */
  waitFor<T>(awaitable: Awaitable<T>, ms: number | null): Coroutine<T>
  /** A future that follows the awaitable; cancelling it leaves the awaitable alone. */
  shield<T>(awaitable: Awaitable<T>): Future<T>
  /** Runs the body, and cancels the task that is in it after `ms` milliseconds, which throws `TimeoutError`. */
  timeout<T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T>
  /**
   * Runs the body and waits for every task that was created in the group. The first that fails cancels the others and
   * the body, and `ExceptionGroup` is thrown.
   */
  taskGroup<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T>
}
