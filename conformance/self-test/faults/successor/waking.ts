import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const wakesUpForTimersBehindTheHook = fault(
  'successor.write-to-self-ends-a-sleep',
  'wakes-up-for-timers-behind-the-hook',
  {
    says: 'writeToSelf() was not called',
    loop: class extends VirtualEventLoop {
      override callAt(...args: Arguments<'callAt'>): TimerHandle {
        const { asleep } = this
        // A new timer ends the sleep only if another timer is pending.
        if (this.timers.size === 0) this.asleep = false
        const handle = super.callAt(...args)
        // Code that drives this loop by hand does not notice, because the loop takes its turn in a microtask.
        if (asleep && this.timers.size === 1) queueMicrotask(() => this.turn())
        this.asleep = asleep
        return handle
      }
    },
    profiles: ['base-hooks'],
  },
)

export const asksWhereAThreadsafeCallComesFrom = fault(
  'successor.threadsafe-always-writes-to-self',
  'asks-where-a-threadsafe-call-comes-from',
  {
    says: '[0], not [1]',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(
        ...call: Arguments<'callSoonThreadsafe'>
      ): ReturnType<VirtualEventLoop['callSoon']> {
        return this.callSoon(...call)
      }
    },
    profiles: ['base-hooks'],
  },
)

export const wakesItselfForEveryTimer = fault(
  'successor.busy-loop-is-not-woken',
  'wakes-itself-for-every-timer',
  {
    says: 'how often they called writeToSelf()',
    loop: class extends VirtualEventLoop {
      override callAt(...args: Arguments<'callAt'>): TimerHandle {
        const handle = super.callAt(...args)
        if (this.isRunning() && !this.asleep) this.writeToSelf()
        return handle
      }
    },
    profiles: ['base-hooks'],
  },
)

export const tellsOfEveryCancel = fault('successor.cancelled-timers-are-told', 'tells-of-every-cancel', {
  says: 'what timerHandleCancelled() received',
  loop: class extends VirtualEventLoop {
    override callAt(...args: Arguments<'callAt'>): TimerHandle {
      const handle = super.callAt(...args)
      const cancel = handle.cancel.bind(handle)
      handle.cancel = () => {
        if (handle.cancelled()) this.timerHandleCancelled(handle)
        cancel()
      }
      return handle
    }
  },
  profiles: ['base-hooks'],
})
