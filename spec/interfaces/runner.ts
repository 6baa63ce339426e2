import type { Context } from './context.ts'
import type { Awaitable, EventLoop } from './event-loop.ts'

export interface RunnerOptions {
  /** Given to `setDebug` of the loop, when it is given. */
  debug?: boolean | null | undefined
  /** Makes the loop. By default `newEventLoop`, whose loop also becomes the current one of the policy. */
  loopFactory?: (() => EventLoop) | null | undefined
}

/** Runs one main coroutine after the other on one loop, which it makes when it is needed first. */
export interface Runner {
  /** The loop. Throws `RuntimeError` once the runner is closed. */
  getLoop(): EventLoop
  /**
   * Runs `main` in the context of the runner, or in the one given. Throws `RuntimeError` inside of a run and once the
   * runner is closed, `TypeError` for what cannot be awaited.
   */
  run<T>(main: Awaitable<T>, options?: { context?: Context | undefined }): Promise<T>
  /** Cancels and awaits the tasks that are left, reports those that failed, and closes the loop. Idempotent. */
  close(): Promise<void>
}

export interface RunnerConstructor {
  new (options?: RunnerOptions): Runner
}
