import { VirtualEventLoop } from '../../../../reference/index.ts'
import { ValueError, type Callback, type CallOptions, type TimerHandle } from '../../../../spec/index.ts'
import { rearrange } from '../../rearrange.ts'
import { fault } from '../../fault.ts'

type TimerCall = [timeMs: number, callback: Callback, args?: readonly unknown[], options?: CallOptions]

/** Treats timers of the next five milliseconds as due, to save a wake-up. */
export const runsTimersEarlyToSaveWakeUps = fault(
  'timers.never-before-the-deadline',
  'runs-timers-early-to-save-wake-ups',
  {
    says: 'ms before its deadline',
    loop: class extends VirtualEventLoop {
      constructor() {
        super()
        this.clockResolution = 5
      }
    },
  },
)

/** A cache of pending timers, keyed by the function, to save entries of the heap. */
export const givesATimerTheDeadlineOfItsFunction = fault(
  'timers.never-before-the-deadline',
  'gives-a-timer-the-deadline-of-its-function',
  {
    says: 'ms before its deadline',
    loop: class extends VirtualEventLoop {
      readonly #pending = new Map<Callback, number>()

      override callLater(...[delay, callback, args = [], options]: TimerCall): TimerHandle {
        const pending = this.#pending.get(callback)
        if (pending !== undefined && pending > this.time() && pending < this.time() + delay)
          return super.callAt(pending, callback, args, options)
        this.#pending.set(callback, this.time() + delay)
        return super.callLater(delay, callback, args, options)
      }
    },
  },
)

export const forgetsNegativeDelays = fault('timers.passed-deadline-is-due', 'forgets-negative-delays', {
  says: '"negative delay" never happened',
  loop: class extends VirtualEventLoop {
    override callLater(...call: TimerCall): TimerHandle {
      const handle = super.callLater(...call)
      if (call[0] < 0) handle.cancel()
      return handle
    }
  },
})

/** Schedulers of jobs call this a misfire. */
export const dropsTimersThatAreAMinuteLate = fault(
  'timers.passed-deadline-is-due',
  'drops-timers-that-are-a-minute-late',
  {
    says: 'the deadline was a minute ago',
    loop: class extends VirtualEventLoop {
      override callAt(...[when, callback, ...rest]: TimerCall): TimerHandle {
        const isLate = when < this.time() - 60_000
        return super.callAt(when, isLate ? () => undefined : callback, ...rest)
      }
    },
  },
)

/** trio-asyncio does. */
export const refusesNegativeDelays = fault('timers.passed-deadline-is-due', 'refuses-negative-delays', {
  says: 'Expected a delay of zero or more. Found -',
  loop: class extends VirtualEventLoop {
    override callLater(...[delay, ...rest]: TimerCall): TimerHandle {
      if (delay < 0) throw new ValueError(`Expected a delay of zero or more. Found ${String(delay)}.`)
      return super.callLater(delay, ...rest)
    }
  },
})

export const takesNullForNoDelay = fault('timers.what-is-no-time-is-refused', 'takes-null-for-no-delay', {
  says: 'callLater(null) did not throw',
  loop: class extends VirtualEventLoop {
    override callLater(...[delay, ...rest]: TimerCall): TimerHandle {
      return super.callLater(delay ?? 0, ...rest)
    }
  },
})

export const takesNanForNow = fault('timers.nan-is-refused', 'takes-nan-for-now', {
  says: 'callLater(NaN) did not throw',
  loop: class extends VirtualEventLoop {
    override callAt(...[when, ...rest]: TimerCall): TimerHandle {
      return super.callAt(Number.isNaN(when) ? this.time() : when, ...rest)
    }

    override callLater(...[delay, ...rest]: TimerCall): TimerHandle {
      return super.callLater(Number.isNaN(delay) || (delay as unknown) === undefined ? 0 : delay, ...rest)
    }
  },
  profiles: ['host'],
})

/** Runs timers until no more are due, in up to 200 rounds. */
export const runsTimersUntilNoneIsDue = fault(
  'timers.renewed-timer-lets-others-run',
  'runs-timers-until-none-is-due',
  {
    says: /"callback" never happened|"the last time" came before/,
    loop: class extends VirtualEventLoop {
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
    },
  },
)

/** Wakes up at the deadline of a cancelled timer, and runs the timer behind it. */
export const runsTheTimerBehindACancelledOne = fault(
  'timers.never-before-the-deadline',
  'runs-the-timer-behind-a-cancelled-one',
  {
    says: 'ms before its deadline',
    loop: class extends VirtualEventLoop {
      #cancelled = 0

      override timerHandleCancelled(handle: TimerHandle): void {
        super.timerHandleCancelled(handle)
        const next = this.timers.peek()
        if (next === undefined || next === handle) this.#cancelled = 1
      }

      protected override collectDueTimers(): void {
        super.collectDueTimers()
        if (this.#cancelled === 0 || !this.ready.isEmpty) return
        this.#cancelled = 0
        const next = this.timers.peek()
        if (next === undefined || next.deadline > this.time() + 1000) return
        this.timers.pop()
        this.ready.push(next)
      }
    },
  },
)
