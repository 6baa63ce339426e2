import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** `setTimeout()` does the same. */
export const overflowsAtTheLimitOfTheHost = fault(
  'timers.far-deadlines-stay-far',
  'overflows-at-the-limit-of-the-host',
  {
    says: '"far" happened',
    loop: class extends VirtualEventLoop {
      override callAt(...[when, ...rest]: Arguments<'callAt'>): TimerHandle {
        const isTooFar = when - this.time() > 2 ** 31 - 1
        return super.callAt(isTooFar ? this.time() + 1 : when, ...rest)
      }
    },
  },
)

export const refusesInfinity = fault('timers.far-deadlines-stay-far', 'refuses-infinity', {
  says: 'too far away',
  loop: class extends VirtualEventLoop {
    override callAt(...call: Arguments<'callAt'>): TimerHandle {
      if (call[0] > Number.MAX_SAFE_INTEGER) throw new RangeError(`${String(call[0])} is too far away.`)
      return super.callAt(...call)
    }
  },
})

/** Waits as long as the host can, and then treats the timer as due. */
export const takesTheLongestWaitOfTheHostForTheDelay = fault(
  'timers.far-timer-alone-is-not-early',
  'takes-the-longest-wait-of-the-host-for-the-delay',
  {
    says: 'ms before its deadline',
    loop: class extends NodeEventLoop {
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
    },
    profiles: ['host'],
  },
)

/** Distances that are kept in 32 bits wrap: in the past as well. */
export const keepsDelaysIn32Bits = fault('timers.far-deadlines-stay-far', 'keeps-delays-in-32-bits', {
  says: '"far" happened',
  loop: class extends VirtualEventLoop {
    override callLater(...[delay, ...rest]: Arguments<'callLater'>): TimerHandle {
      return super.callLater(
        typeof delay === 'number' && Math.abs(delay) >= 2 ** 31 ? delay | 0 : delay,
        ...rest,
      )
    }
  },
})
