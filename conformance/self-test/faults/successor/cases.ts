import { VirtualEventLoop } from '../../../../reference/index.ts'
import { TimerQueue } from '../../../../reference/timer-queue.ts'
import { connectingBy } from '../support/connecting.ts'
import { fault } from '../../fault.ts'

export const takesADelayOfZeroForNone = fault(
  'successor.next-address-waits-for-the-delay',
  'takes-a-delay-of-zero-for-none',
  {
    says: 'the addresses that were tried while the first does not respond',
    loop: connectingBy((options) =>
      options.happyEyeballsDelay === 0 ? { ...options, happyEyeballsDelay: null } : options,
    ),
    profiles: ['base-hooks'],
  },
)

/** Looks past one cancelled timer, and no further. */
class LookingPastOne extends TimerQueue {
  override peek(): ReturnType<TimerQueue['pop']> {
    const all = []
    for (let next = super.pop(); next !== undefined; next = super.pop()) all.push(next)
    if (all[0]?.cancelled() === true) all.shift()
    for (const timer of all) {
      timer.scheduled = true
      this.push(timer)
    }
    return all[0]
  }
}

export const skipsOneCancelledTimer = fault(
  'successor.select-knows-the-next-deadline',
  'skips-one-cancelled-timer',
  {
    says: 'The argument of select()',
    loop: class extends VirtualEventLoop {
      protected override readonly timers = new LookingPastOne()
    },
    profiles: ['base-hooks'],
  },
)

export const dropsTheEventsOfTheLastTurn = fault(
  'successor.events-begin-a-turn',
  'drops-the-events-of-the-last-turn',
  {
    says: 'The argument of processEvents()',
    loop: class extends VirtualEventLoop {
      protected override turn(events: readonly unknown[] = []): void {
        super.turn(this.stopping ? [] : events)
      }
    },
    profiles: ['base-hooks'],
  },
)
