import { VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Callback, CallOptions, Handle, TimerHandle } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { SpoiltHandles, SpoiltTimers } from '../support/spoilt-handles.ts'
import { fault } from '../../fault.ts'

function ignoreCancel(handle: Scheduled): void {
  handle.cancel = () => {
    handle.cancelled = () => true
  }
}

/** After a batch is made, `cancel()` of its handles only sets the flag. */
export const runsWhatWasCancelledAfterItsBatchWasMade = fault(
  'handles.cancelled-callback-never-runs',
  'runs-what-was-cancelled-after-its-batch-was-made',
  {
    says: '"cancelled" happened',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        for (const handle of this.ready) if (!('deadline' in handle)) ignoreCancel(handle)
        return super.iterate()
      }
    },
  },
)

/** Its handles of calls with one argument are of a class of their own. */
export const runsCancelledCallbacksOfOneArgument = fault(
  'handles.cancelled-callback-never-runs',
  'runs-cancelled-callbacks-of-one-argument',
  {
    says: '"cancelled" happened',
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
        const handle = super.callSoon(callback, args, options)
        if (args.length === 1) ignoreCancel(handle)
        return handle
      }
    },
  },
)

export const runsTimersThatWereDueWhenCancelled = fault(
  'handles.cancelled-timer-never-runs',
  'runs-timers-that-were-due-when-cancelled',
  {
    says: '"timer" happened',
    loop: class extends VirtualEventLoop {
      protected override collectDueTimers(): void {
        const before = [...this.ready].length
        super.collectDueTimers()
        for (const handle of [...this.ready].slice(before)) ignoreCancel(handle)
      }
    },
  },
)

export const givesOneHandleForAllCallsWithOneFunction = fault(
  'handles.each-call-has-its-own-handle',
  'gives-one-handle-for-all-calls-with-one-function',
  {
    says: 'cancelled() of another call',
    loop: class extends VirtualEventLoop {
      readonly #byCallback = new Map<Callback, Scheduled>()

      override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
        const handle = super.callSoon(callback, args, options)
        if (args.length > 0) return handle
        const first = this.#byCallback.get(callback) ?? handle
        this.#byCallback.set(callback, first)
        return first
      }
    },
  },
)

/** One timer of the host is enough for two calls at the same moment. */
export const sharesTheTimerOfOneMoment = fault(
  'handles.each-call-has-its-own-handle',
  'shares-the-timer-of-one-moment',
  {
    says: 'cancelled() of another call',
    loop: class extends VirtualEventLoop {
      readonly #byMoment = new Map<number, { callback: Callback; timer: TimerHandle }>()

      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const [when, callback, ...rest] = call
        const known = this.#byMoment.get(when)
        if (known?.callback === callback) return known.timer
        const run = (...args: readonly unknown[]): void => {
          this.#byMoment.delete(when)
          callback(...args)
        }
        const timer = super.callAt(when, run, ...rest)
        this.#byMoment.set(when, { callback, timer })
        return timer
      }
    },
  },
)

/** Removes cancelled timers after every hundredth cancellation, and one timer too many. */
export const losesATimerWhenItSweepsCancelledOnes = fault(
  'handles.cancelling-timers-keeps-the-others',
  'loses-a-timer-when-it-sweeps-cancelled-ones',
  {
    says: 'timers that were lost',
    loop: class extends VirtualEventLoop {
      #cancelled = 0

      override timerHandleCancelled(handle: TimerHandle): void {
        super.timerHandleCancelled(handle)
        if (++this.#cancelled % 100 === 0) this.timers.pop()
      }
    },
  },
)

export const takesRunForCancelled = fault('handles.cancelled-tells-whether', 'takes-run-for-cancelled', {
  says: 'of a call that has run',
  loop: class extends SpoiltHandles {
    protected override change(handle: Scheduled): void {
      const run = handle.run.bind(handle)
      handle.run = (loop) => {
        run(loop)
        handle.cancelled = () => true
      }
    }
  },
})

export const refusesToCancelWhatHasRun = fault(
  'handles.cancel-is-always-legal',
  'refuses-to-cancel-what-has-run',
  {
    says: 'of a call that has run threw',
    loop: class extends SpoiltHandles {
      protected override change(handle: Scheduled): void {
        const run = handle.run.bind(handle)
        handle.run = (loop) => {
          run(loop)
          handle.cancel = () => {
            throw new RuntimeError('The callback has run.')
          }
        }
      }
    },
  },
)

export const refusesToCancelATimerTwice = fault(
  'handles.cancel-is-always-legal',
  'refuses-to-cancel-a-timer-twice',
  {
    says: 'A second cancel() threw',
    loop: class extends SpoiltTimers {
      protected override change(handle: TimerHandle): void {
        const cancel = handle.cancel.bind(handle)
        handle.cancel = () => {
          if (handle.cancelled()) throw new RuntimeError('The timer is cancelled already.')
          cancel()
        }
      }
    },
  },
)

export const cannotCancelTimersOfAClosedLoop = fault(
  'handles.cancel-is-always-legal',
  'cannot-cancel-timers-of-a-closed-loop',
  {
    says: 'cancel() after close() threw',
    loop: class extends VirtualEventLoop {
      override timerHandleCancelled(handle: TimerHandle): void {
        if (this.closed) throw new RuntimeError('The timer is not in the queue.')
        super.timerHandleCancelled(handle)
      }
    },
  },
)

export const answersACopyOfTheContext = fault(
  'handles.get-context-answers-the-context',
  'answers-a-copy-of-the-context',
  {
    says: 'what getContext() returns',
    loop: class extends SpoiltHandles {
      protected override change(handle: Handle): void {
        const context = handle.getContext()
        handle.getContext = () => context.copy()
      }
    },
  },
)

/** Takes calls of other threads without a handle for them. */
export const returnsNothingForThreadsafeCalls = fault(
  'handles.cancelled-callback-never-runs',
  'returns-nothing-for-threadsafe-calls',
  {
    says: 'callSoonThreadsafe() returned undefined',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): never {
        super.callSoonThreadsafe(...call)
        return undefined as never
      }
    },
    profiles: ['host', 'base-hooks'],
  },
)

/** A handle that has run is returned by a later call. */
export const returnsAHandleThatHasRun = fault(
  'handles.each-call-has-its-own-handle',
  'returns-a-handle-that-has-run',
  {
    says: 'the number of later calls that returned a handle of an earlier call',
    loop: class extends VirtualEventLoop {
      readonly #free: Scheduled[] = []

      override callSoon(...call: Arguments<'callSoon'>): Scheduled {
        const next = super.callSoon(...call)
        const free = this.#free.pop() ?? next
        const run = next.run.bind(next)
        next.run = (loop) => {
          run(loop)
          if (!next.cancelled()) this.#free.push(free)
        }
        if (free === next) return next
        free.cancel = () => {
          next.cancel()
        }
        free.cancelled = () => next.cancelled()
        free.getContext = () => next.getContext()
        return free
      }
    },
  },
)
