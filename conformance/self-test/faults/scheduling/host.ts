import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { SleepsOnThreadsafe } from '../support/sleeps-on-threadsafe.ts'
import { fault } from '../../fault.ts'

/** Assumes that only its own callbacks schedule anything. */
export const sleepsOnAfterACallbackOfTheHost = fault(
  'scheduling.host-callback-wakes-the-loop',
  'sleeps-on-after-a-callback-of-the-host',
  {
    says: 'Timed out',
    loop: class extends VirtualEventLoop {
      override callSoon(...call: Arguments<'callSoon'>): Scheduled {
        const { asleep } = this
        this.asleep = false
        const handle = super.callSoon(...call)
        this.asleep = asleep
        return handle
      }
    },
    profiles: ['host'],
  },
)

export const wakesUpForCallSoonAlone = fault(
  'scheduling.threadsafe-wakes-the-loop',
  'wakes-up-for-call-soon-alone',
  {
    says: 'Timed out',
    loop: SleepsOnThreadsafe,
    profiles: ['host'],
  },
)

/** Takes its turn inside the host callback that wakes it. */
export const takesATurnInsideTheCallbackThatWakesIt = fault(
  'scheduling.waking-is-not-running',
  'takes-a-turn-inside-the-callback-that-wakes-it',
  {
    says: '"callback" came before "call returned"',
    loop: class extends VirtualEventLoop {
      override callSoon(...call: Arguments<'callSoon'>): Scheduled {
        const { asleep } = this
        const handle = super.callSoon(...call)
        if (asleep) this.turn()
        return handle
      }
    },
    profiles: ['host'],
  },
)

export const turnsInMicrotasksAlone = fault(
  'scheduling.busy-loop-lets-the-host-have-turns',
  'turns-in-microtasks-alone',
  {
    says: 'had not fired after 80 ms',
    loop: class extends NodeEventLoop {
      #pending = false
      #sleep: NodeJS.Timeout | undefined

      override select(timeoutMs: number | null): void {
        clearTimeout(this.#sleep)
        if (timeoutMs === 0) this.writeToSelf()
        else this.#sleep = setTimeout(() => this.turn(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
      }

      override writeToSelf(): void {
        clearTimeout(this.#sleep)
        if (this.#pending) return
        this.#pending = true
        queueMicrotask(() => {
          this.#pending = false
          this.turn()
        })
      }
    },
    profiles: ['host'],
  },
)

/** Takes its turns by timers. A browser delays timers that follow each other. */
export const takesItsTurnsByTimers = fault(
  'scheduling.callbacks-wait-for-no-timer',
  'takes-its-turns-by-timers',
  {
    says: 'had fired before the callbacks had run',
    loop: class extends NodeEventLoop {
      #inARow = 0

      constructor() {
        super({ turnBudgetMs: 0 })
      }

      override select(timeoutMs: number | null): void {
        // Loops with timers are not delayed: their checks are slow enough.
        this.#inARow = timeoutMs === 0 && this.timers.size === 0 ? this.#inARow + 1 : 0
        super.select(this.#inARow > 10 ? 1 : timeoutMs)
      }
    },
    profiles: ['host'],
  },
)

/** Drops its sleep when the timer that it waits for is cancelled, and does not know it when another one is set. */
export const dropsItsSleepWithACancelledTimer = fault(
  'scheduling.host-callback-wakes-the-loop',
  'drops-its-sleep-with-a-cancelled-timer',
  {
    says: 'a timer that was set from a timer of the host, in place of a cancelled one',
    loop: class extends NodeEventLoop {
      #isDropped = false

      override timerHandleCancelled(handle: TimerHandle): void {
        if (this.asleep && this.timers.peek() === handle) this.#isDropped = true
        super.timerHandleCancelled(handle)
      }

      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const { asleep } = this
        if (this.#isDropped) this.asleep = false
        const handle = super.callAt(...call)
        this.asleep = asleep
        this.#isDropped = false
        return handle
      }
    },
    profiles: ['host'],
  },
)
