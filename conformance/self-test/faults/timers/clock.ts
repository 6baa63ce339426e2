import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** The clock goes back by a millisecond now and then, like one that is corrected while it runs. */
export const correctsItsClock = fault('timers.clock-never-goes-back', 'corrects-its-clock', {
  says: 'and then',
  loop: class extends VirtualEventLoop {
    #looks = 0

    override time(): number {
      return super.time() - (++this.#looks % 5 === 0 ? 1 : 0)
    }
  },
})

export const countsDelaysFromTheClockOfTheHost = fault(
  'timers.follow-the-clock-of-the-loop',
  'counts-delays-from-the-clock-of-the-host',
  {
    says: 'the deadline of callLater',
    loop: class extends NodeEventLoop {
      override callLater(...[delay, ...rest]: Arguments<'callLater'>): TimerHandle {
        const counted = super.callLater(delay, ...rest)
        counted.cancel()
        return super.callAt(performance.now() + delay, ...rest)
      }
    },
    profiles: ['base-hooks'],
  },
)

export const judgesTimersByAnotherClock = fault(
  'timers.follow-the-clock-of-the-loop',
  'judges-timers-by-another-clock',
  {
    says: 'how often the timer ran is 1',
    loop: class extends VirtualEventLoop {
      protected override collectDueTimers(): void {
        const { time } = this
        this.time = () => VirtualEventLoop.prototype.time.call(this)
        super.collectDueTimers()
        this.time = time
      }
    },
    profiles: ['base-hooks'],
  },
)

/** Runs a timer only after its deadline, not at it. */
export const waitsUntilTheDeadlineHasPassed = fault(
  'timers.follow-the-clock-of-the-loop',
  'waits-until-the-deadline-has-passed',
  {
    says: 'what ran',
    loop: class extends NodeEventLoop {
      protected override collectDueTimers(): void {
        const time = this.time()
        for (let next = this.timers.peek(); next !== undefined; next = this.timers.peek()) {
          if (next.deadline >= time) break
          this.timers.pop()
          this.ready.push(next)
        }
      }
    },
    profiles: ['base-hooks'],
  },
)

export const jittersOnceInFiftyReadings = fault(
  'timers.clock-never-goes-back',
  'jitters-once-in-fifty-readings',
  {
    says: 'time() is never less than before',
    loop: class extends VirtualEventLoop {
      #readings = 0

      override time(): number {
        return super.time() - (++this.#readings % 50 === 0 ? 1.5 : 0)
      }
    },
  },
)
