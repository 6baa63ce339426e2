import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import type { Callback, CallOptions, EventLoop, LoopAdapter, TimerHandle } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { rearrange } from '../rearrange.ts'
import { timersClockFaults } from './timers-clock.ts'

type CallAt = Parameters<EventLoop['callAt']>
type TimerCall = [timeMs: number, callback: Callback, args?: readonly unknown[], options?: CallOptions]

/** Takes everything for due that comes within five milliseconds, to save a wake-up. */
class SavesWakeUps extends VirtualEventLoop {
  constructor() {
    super()
    this.clockResolution = 5
  }
}

/** Runs what is due in the order in which it was scheduled. */
class FirstComeFirstServed extends NodeEventLoop {
  readonly #numbers = new WeakMap<object, number>()
  #last = 0

  override callAt(...call: CallAt): TimerHandle {
    const handle = super.callAt(...call)
    this.#numbers.set(handle, ++this.#last)
    return handle
  }

  protected override collectDueTimers(): void {
    const before = [...this.ready].length
    super.collectDueTimers()
    const number = (handle: object): number => this.#numbers.get(handle) ?? 0
    rearrange(this.ready, (handles) => [
      ...handles.slice(0, before),
      ...handles.slice(before).sort((a, b) => number(a) - number(b)),
    ])
  }
}

/** Makes plain calls of timers that are due, with a handle that knows its deadline. */
class DueTimersInOrderOfTheCalls extends VirtualEventLoop {
  override callAt(...call: CallAt): TimerHandle {
    const [deadline, callback, args, options] = call
    if (typeof deadline !== 'number' || deadline > this.time()) return super.callAt(...call)
    return Object.assign(this.callSoon(callback, args, options), { when: () => deadline })
  }
}

class TakesAnythingForANumber extends VirtualEventLoop {
  override callLater(...[delay, ...rest]: TimerCall): TimerHandle {
    return super.callLater(delay ?? 0, ...rest)
  }
}

class TakesNanForNow extends VirtualEventLoop {
  override callAt(...[when, ...rest]: TimerCall): TimerHandle {
    return super.callAt(Number.isNaN(when) ? this.time() : when, ...rest)
  }

  override callLater(...[delay, ...rest]: TimerCall): TimerHandle {
    return super.callLater(Number.isNaN(delay) || (delay as unknown) === undefined ? 0 : delay, ...rest)
  }
}

/** As `setTimeout` does. */
class OverflowsAfterALittleWhile extends VirtualEventLoop {
  override callAt(...[when, ...rest]: CallAt): TimerHandle {
    const isTooFar = when - this.time() > 2 ** 31 - 1
    return super.callAt(isTooFar ? this.time() + 1 : when, ...rest)
  }
}

class RefusesInfinity extends VirtualEventLoop {
  override callAt(...call: CallAt): TimerHandle {
    if (call[0] > Number.MAX_SAFE_INTEGER) throw new RangeError(`${String(call[0])} is too far away.`)
    return super.callAt(...call)
  }
}

/** Waits as long as the host can, and takes the end of the wait for the end of the delay. */
class BelievesTheHost extends NodeEventLoop {
  #isOverflow = false

  override select(timeoutMs: number | null): void {
    this.#isOverflow = this.timers.size > 0 && (timeoutMs === null || timeoutMs > 2 ** 31 - 1)
    super.select(this.#isOverflow ? 1 : timeoutMs)
  }

  protected override collectDueTimers(): void {
    const isOverflow = this.#isOverflow && this.ready.isEmpty
    super.collectDueTimers()
    const first = isOverflow ? this.timers.pop() : undefined
    if (first !== undefined) this.ready.push(first)
  }
}

/** Runs timers until none is due any more, as far as its patience goes. */
class UntilNoneIsDue extends VirtualEventLoop {
  protected override iterate(): number {
    let count = 0
    for (let round = 0; round < 200; round++) {
      const before = [...this.ready].length
      this.collectDueTimers()
      const added = [...this.ready].slice(before)
      if (added.length === 0) break
      rearrange(this.ready, (handles) => handles.slice(0, before))
      for (const handle of added) handle.run(this)
      count += added.length
    }
    return count + super.iterate()
  }
}

const fault = (
  name: string,
  clause: string,
  observes: RegExp,
  loop: new () => EventLoop,
  profiles?: LoopAdapter['profiles'],
): Fault => ({
  name,
  clause: `timers.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop(), profiles === undefined ? {} : { profiles }),
})

export const timersFaults: readonly Fault[] = [
  fault('runs-timers-early-to-save-wake-ups', 'never-before-the-deadline', /were missing/, SavesWakeUps),
  fault(
    'runs-due-timers-in-the-order-of-the-calls',
    'run-by-deadline',
    /timers ran in the order/,
    FirstComeFirstServed,
  ),
  fault(
    'calls-due-timers-in-the-order-of-the-calls',
    'passed-deadlines-run-in-order',
    /"timer of -?\d+" came before/,
    DueTimersInOrderOfTheCalls,
  ),
  fault(
    'takes-null-for-no-delay',
    'what-is-no-time-is-refused',
    /callLater\(null\) threw nothing/,
    TakesAnythingForANumber,
  ),
  fault('takes-nan-for-now', 'nan-is-refused', /callLater\(NaN\) threw nothing/, TakesNanForNow, ['host']),
  fault(
    'overflows-at-the-limit-of-the-host',
    'far-deadlines-stay-far',
    /"far" happened/,
    OverflowsAfterALittleWhile,
  ),
  fault('refuses-infinity', 'far-deadlines-stay-far', /too far away/, RefusesInfinity),
  fault(
    'takes-the-longest-wait-of-the-host-for-the-delay',
    'far-timer-alone-is-not-early',
    /ms were missing/,
    BelievesTheHost,
    ['host'],
  ),
  fault(
    'runs-timers-until-none-is-due',
    'renewed-timer-lets-others-run',
    /"callback" never happened|"the last time" came before/,
    UntilNoneIsDue,
  ),
  ...timersClockFaults,
]
