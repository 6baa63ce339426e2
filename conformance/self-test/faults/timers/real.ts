import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Callback, CallOptions, TimerHandle } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const jumpsItsClock = fault('timers.clock-keeps-real-time', 'jumps-its-clock', {
  says: 'time() advanced by',
  profiles: ['timers-real'],
})

/** Counts each half millisecond as one. */
export const hasAClockThatIsFast = fault('timers.real-delays-pass', 'has-a-clock-that-is-fast', {
  says: 'by the clock of the host',
  loop: class extends NodeEventLoop {
    override time(): number {
      return performance.now() * 2
    }
  },
  profiles: ['timers-real'],
})

/** Keeps the time that the first call in an iteration has read for the calls after it. */
export const readsTheClockOnceAnIteration = fault(
  'timers.real-delays-pass',
  'reads-the-clock-once-an-iteration',
  {
    says: 'by the clock of the host',
    loop: class extends NodeEventLoop {
      #now: number | null = null
      #isInside = false

      override callLater(
        delayMs: number,
        callback: Callback,
        args?: readonly unknown[],
        options?: CallOptions,
      ): TimerHandle {
        if (!this.#isInside || typeof delayMs !== 'number')
          return super.callLater(delayMs, callback, args, options)
        this.#now ??= this.time()
        return this.callAt(this.#now + delayMs, callback, args, options)
      }

      protected override iterate(): number {
        this.#isInside = true
        try {
          return super.iterate()
        } finally {
          this.#now = null
          this.#isInside = false
        }
      }
    },
    profiles: ['timers-real'],
  },
)
