import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Callback, CallOptions } from '../../../../spec/index.ts'
import { rearrange } from '../../rearrange.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const dropsUndefinedArguments = fault('scheduling.arguments-are-passed', 'drops-undefined-arguments', {
  says: 'an argument is undefined',
  loop: class extends VirtualEventLoop {
    override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
      return super.callSoon(
        callback,
        args.filter((value) => value !== undefined),
        options,
      )
    }
  },
})

/** The queue is a ring. When it is exactly full, a new entry overwrites the oldest. */
export const overwritesTheOldestOf1024Callbacks = fault(
  'scheduling.callbacks-run-in-order',
  'overwrites-the-oldest-of-1024-callbacks',
  {
    says: /callbacks that ran is/,
    loop: class extends VirtualEventLoop {
      #waiting = 0

      override callSoon(...call: Arguments<'callSoon'>): Scheduled {
        if (++this.#waiting === 1025) rearrange(this.ready, (handles) => handles.slice(1))
        return super.callSoon(...call)
      }

      protected override iterate(): number {
        this.#waiting = 0
        return super.iterate()
      }
    },
  },
)

export const losesEvery16384thCallback = fault(
  'scheduling.each-call-runs-once',
  'loses-every-16384th-callback',
  {
    says: /calls that ran is \d+99,/,
    loop: class extends VirtualEventLoop {
      #calls = 0

      override callSoon(...[callback, ...rest]: Arguments<'callSoon'>): Scheduled {
        const isLost = ++this.#calls % 16_384 === 0
        return super.callSoon(isLost ? () => undefined : callback, ...rest)
      }
    },
  },
)

export const reportsNoSlowTimer = fault('scheduling.debug-reports-slow-callbacks', 'reports-no-slow-timer', {
  says: 'scheduled with call',
  profiles: ['debug'],
  loop: class extends VirtualEventLoop {
    protected override runTimed(handle: Scheduled): void {
      if ('deadline' in handle) handle.run(this)
      else super.runTimed(handle)
    }
  },
})

export const reportsNothingSlowThatThrows = fault(
  'scheduling.debug-reports-slow-callbacks',
  'reports-nothing-slow-that-throws',
  {
    says: 'the callback throws',
    profiles: ['debug'],
    loop: class extends VirtualEventLoop {
      #hasThrown = false

      override callExceptionHandler(...call: Arguments<'callExceptionHandler'>): void {
        this.#hasThrown = true
        super.callExceptionHandler(...call)
      }

      protected override runTimed(handle: Scheduled): void {
        this.#hasThrown = false
        super.runTimed(handle)
      }

      protected override reportSlow(what: string, ms: number): void {
        if (!this.#hasThrown) super.reportSlow(what, ms)
      }
    },
  },
)

export const wakesUpTenTimes = fault('scheduling.threadsafe-wakes-the-loop', 'wakes-up-ten-times', {
  says: '16 wake-ups',
  profiles: ['host'],
  loop: class extends NodeEventLoop {
    #wakes = 0

    override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
      if (!this.asleep || ++this.#wakes <= 10) return super.callSoonThreadsafe(...call)
      this.asleep = false
      const handle = this.callSoon(...call)
      this.asleep = true
      return handle
    }
  },
})

/** At most 2,048 callbacks run in one iteration. The rest comes behind what they schedule. */
export const putsTheRestOfABatchBehindWhatItSchedules = fault(
  'scheduling.callbacks-run-in-order',
  'puts-the-rest-of-a-batch-behind-what-it-schedules',
  {
    says: 'callback number',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        const all = [...this.ready]
        this.ready.clear()
        for (const handle of all.slice(0, 2048)) this.ready.push(handle)
        const count = super.iterate()
        for (const handle of all.slice(2048)) this.ready.push(handle)
        return count
      }
    },
  },
)
