import type { Context } from './context.ts'

/** A callback that `callSoon` scheduled. */
export interface Handle {
  /** The callback will not run, even if it is in the current iteration. Idempotent. */
  cancel(): void
  cancelled(): boolean
  getContext(): Context
}

/** A callback that `callLater` or `callAt` scheduled. */
export interface TimerHandle extends Handle {
  /** The deadline in milliseconds of `loop.time()`. */
  when(): number
}
