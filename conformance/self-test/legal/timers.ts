/** Loops that use the freedom in timers that the specification leaves. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import type { EventLoop, TimerHandle } from '../../../spec/index.ts'
import { byDeadline, rearrange } from '../rearrange.ts'
import { DueTimersAreCalls } from '../../programs/liberties.ts'
import type { LegalLoop } from './legal-loop.ts'

type CallAt = Parameters<EventLoop['callAt']>

/** Puts timers into slots of two milliseconds, and empties a slot from its end. */
class TimerWheel extends NodeEventLoop {
  override callAt(...[when, ...rest]: CallAt): TimerHandle {
    return super.callAt(Math.ceil(when / 2) * 2, ...rest)
  }

  protected override collectDueTimers(): void {
    const before = [...this.ready].length
    super.collectDueTimers()
    rearrange(this.ready, (handles) => [
      ...handles.slice(0, before),
      ...handles.slice(before).reverse().sort(byDeadline),
    ])
  }
}

/** Its clock is that of a scheduler that ends when the loop is closed, as in trio-asyncio. */
class ClockOfItsHost extends VirtualEventLoop {
  override time(): number {
    this.checkClosed()
    return super.time()
  }
}

/** Runs one due timer in each iteration. */
class OneTimerAnIteration extends VirtualEventLoop {
  protected override collectDueTimers(): void {
    const next = this.timers.peek()
    if (next === undefined || next.deadline > this.time()) return
    this.timers.pop()
    this.ready.push(next)
  }
}

export const timerLiberties: readonly LegalLoop[] = [
  { name: 'clock-of-its-host', newEventLoop: () => new ClockOfItsHost() },
  { name: 'timer-wheel', profiles: ['host', 'timers-real'], newEventLoop: () => new TimerWheel() },
  { name: 'due-timers-are-calls', newEventLoop: () => new DueTimersAreCalls() },
  { name: 'one-timer-an-iteration', newEventLoop: () => new OneTimerAnIteration() },
]
