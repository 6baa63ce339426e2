import { BaseEventLoop, VirtualEventLoop } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

/** Arranges nothing with the host if no timer is pending. */
export const arrangesNothingWhenNothingIsDue = fault(
  'lifecycle.running-loop-keeps-the-process-alive',
  'arranges-nothing-when-nothing-is-due',
  {
    says: 'Nothing of the running loop keeps the process',
    loop: class extends VirtualEventLoop {
      override select(timeoutMs: number | null): void {
        if (timeoutMs !== null) super.select(timeoutMs)
      }
    },
    profiles: ['host'],
  },
)

/** If it is woken twice it takes two turns, and each turn arranges its own sleep. */
export const keepsTheSleepThatANewOneReplaces = fault(
  'lifecycle.closed-loop-leaves-the-host-alone',
  'keeps-the-sleep-that-a-new-one-replaces',
  {
    says: 'A Timeout of the loop still keeps the process',
    loop: class extends BaseEventLoop {
      #sleep: NodeJS.Timeout | undefined

      override time(): number {
        return performance.now()
      }

      override select(timeoutMs: number | null): void {
        if (timeoutMs === 0) this.writeToSelf()
        else this.#sleep = setTimeout(() => this.writeToSelf(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
      }

      override writeToSelf(): void {
        clearTimeout(this.#sleep)
        setImmediate(() => this.turn())
      }
    },
    profiles: ['host'],
  },
)
