import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import { SpoiltTimers } from '../support/spoilt-handles.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const answersTheDelayForTheDeadline = fault(
  'handles.when-is-the-deadline',
  'answers-the-delay-for-the-deadline',
  {
    says: 'callLater',
    loop: class extends SpoiltTimers {
      #delay: number | null = null

      override callLater(...call: Arguments<'callLater'>): TimerHandle {
        this.#delay = call[0]
        const handle = super.callLater(...call)
        this.#delay = null
        return handle
      }

      protected override change(handle: TimerHandle): void {
        const delay = this.#delay
        if (delay !== null) handle.when = () => delay
      }
    },
  },
)

/** Makes a plain call of a timer that is due. The handle has no `when()`. */
export const makesPlainCallsOfDueTimers = fault(
  'handles.when-of-a-due-timer-is-its-deadline',
  'makes-plain-calls-of-due-timers',
  {
    says: 'when() of callAt(deadline) threw',
    loop: class extends VirtualEventLoop {
      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const [deadline, callback, args, options] = call
        if (deadline > this.time()) return super.callAt(...call)
        return this.callSoon(callback, args, options) as unknown as TimerHandle
      }
    },
  },
)

/** A timer wheel that puts each timer into the slot before its deadline does the same. */
export const roundsDeadlinesDown = fault('handles.when-is-the-deadline', 'rounds-deadlines-down', {
  says: 'callAt',
  loop: class extends VirtualEventLoop {
    override callAt(...[whenMs, ...rest]: Arguments<'callAt'>): TimerHandle {
      return super.callAt(Math.floor(whenMs / 16) * 16, ...rest)
    }
  },
})

export const answersDeadlinesInSeconds = fault(
  'handles.when-is-the-deadline',
  'answers-deadlines-in-seconds',
  {
    says: 'callAt',
    loop: class extends SpoiltTimers {
      protected override change(handle: TimerHandle): void {
        const deadline = handle.when()
        handle.when = () => deadline / 1000
      }
    },
  },
)

/** The handle of a timer can be cancelled, and does not know its deadline: qasync. */
export const makesHandlesWithoutWhen = fault('handles.when-is-the-deadline', 'makes-handles-without-when', {
  says: 'when() of callAt(deadline) threw',
  loop: class extends SpoiltTimers {
    protected override change(handle: TimerHandle): void {
      Object.assign(handle, { when: undefined })
    }
  },
})
