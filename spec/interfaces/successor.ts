import type { TimerHandle } from './handles.ts'

/**
 * The private contract: the hooks that `BaseEventLoop` asks of a successor. Nothing else of the base may be relied on.
 *
 * @typeParam Event - whatever the successor's source of events delivers.
 */
export interface SuccessorHooks<Event = unknown> {
  /**
   * Arranges that `turn(events)` is called no later than in `timeoutMs` milliseconds; null: only when something happens.
   * Replaces what an earlier call arranged. Nothing blocks in JavaScript, so it returns at once.
   */
  select(timeoutMs: number | null): void
  /** Turns events into callbacks on the ready queue, at the start of a turn. Must not run them. */
  processEvents(events: readonly Event[]): void
  /** Arranges a turn now. Called from anywhere, in every phase of a turn and while the loop is idle. */
  writeToSelf(): void
  /** A monotonic clock in milliseconds. */
  time(): number
  /** A timer that has not run was cancelled: the first `cancel()` of a handle, before it takes effect. */
  timerHandleCancelled(handle: TimerHandle): void
}
