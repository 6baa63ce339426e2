import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** The clock is a counter of microseconds with 16 bits, as on small boards. */
export const countsMicrosecondsIn16Bits = fault(
  'timers.clock-never-goes-back',
  'counts-microseconds-in-16-bits',
  {
    says: /time\(\) was 59 and then 0\.46/,
    loop: class extends VirtualEventLoop {
      override time(): number {
        return super.time() % 65.536
      }
    },
  },
)

export const countsMicrosecondsIn32Bits = fault(
  'timers.clock-never-goes-back',
  'counts-microseconds-in-32-bits',
  {
    says: 'after a timer of 500000 ms',
    loop: class extends VirtualEventLoop {
      override time(): number {
        return (super.time() % 2 ** 32) / 1000
      }

      override select(timeoutMs: number | null): void {
        super.select(timeoutMs === null ? null : timeoutMs * 1000)
      }
    },
  },
)

export const keepsItsClockIn32Bits = fault('timers.clock-never-goes-back', 'keeps-its-clock-in-32-bits', {
  says: 'after a timer of 80000000 ms',
  loop: class extends VirtualEventLoop {
    override time(): number {
      return super.time() | 0
    }
  },
})

/** Its timers wait for a day at most. */
export const cutsLongDelays = fault('timers.far-deadlines-stay-far', 'cuts-long-delays', {
  says: 'It shows 86400000 ms more',
  loop: class extends VirtualEventLoop {
    override callAt(...[when, ...rest]: Arguments<'callAt'>): TimerHandle {
      return super.callAt(Math.min(when, this.time() + 86_400_000), ...rest)
    }
  },
})
