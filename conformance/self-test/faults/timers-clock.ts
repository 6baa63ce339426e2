/** Loops with a clock that is wrong, or with a second one. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import type { EventLoop, TimerHandle } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyLoop } from '../fault.ts'

/** As a clock that is corrected while it goes: a millisecond back now and then. */
class CorrectedClock extends VirtualEventLoop {
  #looks = 0

  override time(): number {
    return super.time() - (++this.#looks % 5 === 0 ? 1 : 0)
  }
}

class CountsFromTheClockOfTheHost extends NodeEventLoop {
  override callLater(...[delay, ...rest]: Parameters<EventLoop['callLater']>): TimerHandle {
    const counted = super.callLater(delay, ...rest)
    counted.cancel()
    return super.callAt(performance.now() + delay, ...rest)
  }
}

class HasAClockOfItsOwn extends VirtualEventLoop {
  protected override collectDueTimers(): void {
    const { time } = this
    this.time = () => VirtualEventLoop.prototype.time.call(this)
    super.collectDueTimers()
    this.time = time
  }
}

/** Asks for more than the deadline: that it has passed. */
class PastTheDeadline extends NodeEventLoop {
  protected override collectDueTimers(): void {
    const time = this.time()
    for (let next = this.timers.peek(); next !== undefined; next = this.timers.peek()) {
      if (next.deadline >= time) break
      this.timers.pop()
      this.ready.push(next)
    }
  }
}

/** Counts ticks of half a millisecond for milliseconds. */
class FastClock extends NodeEventLoop {
  override time(): number {
    return performance.now() * 2
  }
}

const fault = (
  name: string,
  clause: Fault['clause'],
  observes: RegExp,
  loop: new () => EventLoop,
  profiles: NonNullable<Fault['adapter']['profiles']>,
): Fault => ({ name, clause, observes, adapter: faultyLoop(name, () => new loop(), { profiles }) })

export const timersClockFaults: readonly Fault[] = [
  fault('corrects-its-clock', 'timers.clock-never-goes-back', /and then/, CorrectedClock, []),
  fault(
    'counts-delays-from-the-clock-of-the-host',
    'timers.follow-the-clock-of-the-loop',
    /the deadline of callLater/,
    CountsFromTheClockOfTheHost,
    ['base-hooks'],
  ),
  fault(
    'judges-timers-by-another-clock',
    'timers.follow-the-clock-of-the-loop',
    /"timer" happened never/,
    HasAClockOfItsOwn,
    ['base-hooks'],
  ),
  fault(
    'waits-until-the-deadline-has-passed',
    'timers.follow-the-clock-of-the-loop',
    /what had run/,
    PastTheDeadline,
    ['base-hooks'],
  ),
  fault('jumps-its-clock', 'timers.clock-keeps-real-time', /it went on by/, VirtualEventLoop, [
    'timers-real',
  ]),
  fault('has-a-clock-that-is-fast', 'timers.real-delays-pass', /by a clock outside/, FastClock, [
    'timers-real',
  ]),
]
