import type { Context } from './context.ts'

/** The callback that `callSoon` scheduled. */
export interface Handle {
  /** The callback will not run, even when it is already in the batch of this iteration. Idempotent. */
  cancel(): void
  cancelled(): boolean
  getContext(): Context
}

/** The callback that `callLater` or `callAt` scheduled. */
export interface TimerHandle extends Handle {
  /** The deadline in milliseconds of `loop.time()`. */
  when(): number
}
