import { copyContext, RuntimeError, VirtualEventLoop } from '../../../../reference/index.ts'
import type { BridgedAdapter } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { SleepsOnThreadsafe } from '../support/sleeps-on-threadsafe.ts'

/** True while a timer of the host calls the loop in place of another thread. */
let isOtherThread = false

const callFromThread: NonNullable<BridgedAdapter['callFromThread']> = (loop, callback, delayMs) => {
  setTimeout(() => {
    isOtherThread = true
    try {
      loop.callSoonThreadsafe(callback)
    } catch {
      // As over the bridge: the check fails because the callback does not run.
    } finally {
      isOtherThread = false
    }
  }, delayMs)
}

export const sleepsOnWhenAnotherThreadCalls = fault(
  'scheduling.threads-wake-the-loop',
  'sleeps-on-when-another-thread-calls',
  { says: 'the callback that another thread scheduled', loop: SleepsOnThreadsafe, callFromThread },
)

/** `callSoonThreadsafe()` calls `callSoon()`, which refuses other threads in debug mode. */
export const refusesOtherThreadsInDebugMode = fault(
  'scheduling.threads-wake-the-loop',
  'refuses-other-threads-in-debug-mode',
  {
    says: 'the callback that another thread scheduled in debug mode',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
        if (this.debug && isOtherThread)
          throw new RuntimeError('Call callSoonThreadsafe() from other threads.')
        return super.callSoonThreadsafe(...call)
      }
    },
    callFromThread,
  },
)

/** Runs what other threads schedule in the context in which the loop was made. */
export const runsCallsOfThreadsInItsOwnContext = fault(
  'scheduling.callback-keeps-the-context-of-its-call',
  'runs-calls-of-threads-in-its-own-context',
  {
    says: "is 'where the loop was made'",
    loop: class extends VirtualEventLoop {
      readonly #context = copyContext()

      override callSoonThreadsafe(...[callback, args, options]: Arguments<'callSoonThreadsafe'>): Scheduled {
        const context = options?.context ?? (isOtherThread ? this.#context.copy() : undefined)
        return super.callSoonThreadsafe(callback, args, context === undefined ? options : { context })
      }
    },
    callFromThread,
  },
)
