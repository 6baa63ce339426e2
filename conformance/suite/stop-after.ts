import type { EventLoop } from '../../spec/index.ts'
import { later } from './later.ts'

/**
 * Stops the loop some iterations after a timer of `ms`. Not in the timer itself: on a machine that stood still it is due
 * at once, in the same iteration as what the check waits for, or in an earlier one.
 */
export function stopAfter(loop: EventLoop, ms: number): void {
  loop.callLater(ms, () => {
    // A loop that lets timers run when it is closed has nothing left to stop.
    if (!loop.isClosed()) later(loop, () => loop.stop())
  })
}
