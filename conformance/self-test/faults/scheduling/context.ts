import { VirtualEventLoop } from '../../../../reference/index.ts'
import { findSharedState } from '../../../../spec/index.ts'
import type { Callback, CallOptions, EventLoop } from '../../../../spec/index.ts'
import type { Scheduled } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Each loop has one context. Callbacks scheduled without a context run in it. */
export const runsCallbacksInOneContextOfTheLoop = fault(
  'scheduling.callback-keeps-the-context-of-its-call',
  'runs-callbacks-in-one-context-of-the-loop',
  {
    says: /what the (two )?callbacks saw/,
    loop: class extends VirtualEventLoop {
      readonly #context = findSharedState()?.api.copyContext?.()

      override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
        return super.callSoon(callback, args, options ?? { context: this.#context })
      }
    },
  },
)

export const ignoresTheContextGivenToTimers = fault(
  'scheduling.given-context-is-used-as-it-is',
  'ignores-the-context-given-to-timers',
  {
    says: 'callback of callLater() and of callAt() ran in another context',
    loop: class extends VirtualEventLoop {
      override callAt(
        whenMs: number,
        callback: Callback,
        args?: readonly unknown[],
      ): ReturnType<EventLoop['callAt']> {
        return super.callAt(whenMs, callback, args)
      }
    },
  },
)

export const copiesTheContextGivenToThreadsafeCalls = fault(
  'scheduling.given-context-is-used-as-it-is',
  'copies-the-context-given-to-threadsafe-calls',
  {
    says: 'added 1 to 1 is 4, not 5',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(
        callback: Callback,
        args?: readonly unknown[],
        options?: CallOptions,
      ): Scheduled {
        return super.callSoonThreadsafe(callback, args, { context: options?.context?.copy() })
      }
    },
  },
)
