import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Keeps every handle in a log. */
export const keepsALogOfItsCallbacks = fault(
  'handles.what-is-over-is-released',
  'keeps-a-log-of-its-callbacks',
  {
    says: 'to be collected',
    loop: class extends VirtualEventLoop {
      readonly #log: Scheduled[] = []

      override callSoon(...call: Arguments<'callSoon'>): Scheduled {
        const handle = super.callSoon(...call)
        this.#log.push(handle)
        return handle
      }
    },
    profiles: ['host', 'gc'],
  },
)

/** Keeps cancelled timers, with their callbacks, until they are due. */
export const keepsCancelledTimersUntilTheyAreDue = fault(
  'handles.what-is-over-is-released',
  'keeps-cancelled-timers-until-they-are-due',
  {
    says: 'to be collected',
    loop: class extends VirtualEventLoop {
      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const [when, callback, args = [], options] = call
        let cancelled = false
        const unlessCancelled = (): void => {
          if (!cancelled) callback(...args)
        }
        const handle = super.callAt(when, unlessCancelled, [], options)
        const { getContext } = handle
        return {
          cancel: () => {
            cancelled = true
          },
          cancelled: () => cancelled,
          when: () => handle.when(),
          getContext: () => getContext.call(handle),
        }
      }
    },
    profiles: ['host', 'gc'],
  },
)
