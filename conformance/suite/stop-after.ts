import type { EventLoop } from '../../spec/index.ts'
import type { Check } from '../harness/index.ts'
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

/** Runs the loop until a timer has come that is later than all others of the check. */
export async function pass(check: Check, loop: EventLoop, ms = 5): Promise<void> {
  check.waitingFor = `a timer of ${String(ms)} ms`
  stopAfter(loop, ms)
  await loop.runForever()
}
