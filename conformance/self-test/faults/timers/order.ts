import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import { rearrange } from '../../rearrange.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Runs due timers in the order in which they were scheduled. */
export const runsDueTimersInTheOrderOfTheCalls = fault(
  'timers.run-by-deadline',
  'runs-due-timers-in-the-order-of-the-calls',
  {
    says: 'timers ran in the order',
    loop: class extends NodeEventLoop {
      readonly #numbers = new WeakMap<object, number>()
      #last = 0

      override callAt(...call: Arguments<'callAt'>): TimerHandle {
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
    },
  },
)

/** Makes a plain call of a timer that is due. The handle has its `when()`. */
export const callsDueTimersInTheOrderOfTheCalls = fault(
  'timers.passed-deadlines-run-in-order',
  'calls-due-timers-in-the-order-of-the-calls',
  {
    says: /"timer of -?\d+" came before/,
    loop: class extends VirtualEventLoop {
      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const [deadline, callback, args, options] = call
        if (typeof deadline !== 'number' || deadline > this.time()) return super.callAt(...call)
        return Object.assign(this.callSoon(callback, args, options), { when: () => deadline })
      }
    },
  },
)
