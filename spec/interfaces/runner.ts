import type { Context } from './context.ts'
import type { Awaitable, EventLoop } from './event-loop.ts'

export interface RunnerOptions {
  /** Passed to `setDebug` of the loop. Without it `setDebug` is not called. */
  debug?: boolean | null | undefined
  /** Makes the loop. Default: `newEventLoop`; that loop also becomes the loop of the policy. */
  loopFactory?: (() => EventLoop) | null | undefined
}

/** Runs one main coroutine after the other on one loop, which it makes at its first use. */
export interface Runner {
  /** The loop. Throws `RuntimeError` if the runner is closed. */
  getLoop(): EventLoop
  /**
   * Runs `main` in `options.context`, or else in the context of the runner. Throws `RuntimeError` inside a turn or if the runner
   * is closed, and `TypeError` for a value that cannot be awaited.
   */
  run<T>(main: Awaitable<T>, options?: { context?: Context | undefined }): Promise<T>
  /** Cancels and awaits the tasks that are left, reports those that failed, and closes the loop. Idempotent. */
  close(): Promise<void>
}

export interface RunnerConstructor {
  new (options?: RunnerOptions): Runner
}
