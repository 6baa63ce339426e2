/** Loops with clocks that take large steps, and timers that are late. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import type { LegalLoop } from './legal-loop.ts'

/** The step of the clock of Windows, in milliseconds. */
const windowsStep = 15.625

/** A timer is due as in asyncio: when less than one step of the clock is left. */
class WindowsClock extends NodeEventLoop {
  constructor() {
    super()
    this.clockResolution = windowsStep
  }

  override time(): number {
    return Math.floor(super.time() / windowsStep) * windowsStep
  }
}

/** The same with a clock that the loop sets, so that the checks with replaced hooks run, too. */
class ClockOfFourMilliseconds extends VirtualEventLoop {
  constructor() {
    super()
    this.clockResolution = 4
  }

  override time(): number {
    return Math.floor(super.time() / 4) * 4
  }

  override select(timeoutMs: number | null): void {
    super.select(timeoutMs === null || timeoutMs === 0 ? timeoutMs : Math.ceil(timeoutMs / 4) * 4)
  }
}

/** Wakes up fifty milliseconds after the deadline of each timer. Nothing sets an upper bound. */
class LateByFiftyMilliseconds extends VirtualEventLoop {
  override select(timeoutMs: number | null): void {
    super.select(timeoutMs === null || timeoutMs === 0 ? timeoutMs : timeoutMs + 50)
  }

  protected override collectDueTimers(): void {
    const next = this.timers.peek()
    if (next !== undefined && next.deadline + 50 <= this.time()) super.collectDueTimers()
  }

  protected override untilNextTimer(): number | null {
    const ms = super.untilNextTimer()
    return ms === 0 ? 1 : ms
  }
}

export const clockLiberties: readonly LegalLoop[] = [
  {
    name: 'clock-of-windows',
    profiles: ['host', 'timers-real'],
    newEventLoop: () => new WindowsClock(),
  },
  {
    name: 'clock-of-four-milliseconds',
    profiles: ['base-hooks'],
    newEventLoop: () => new ClockOfFourMilliseconds(),
  },
  { name: 'fifty-milliseconds-late', newEventLoop: () => new LateByFiftyMilliseconds() },
]
