import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import { findSharedState } from '../../../../spec/index.ts'
import type { Callback, CallOptions, TimerHandle } from '../../../../spec/index.ts'
import { rearrange, takeLast } from '../../rearrange.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const runsCallbacksInReverse = fault(
  'scheduling.callbacks-run-in-order',
  'runs-callbacks-in-reverse',
  {
    says: '"b" came before "a"',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        rearrange(this.ready, (handles) => handles.reverse())
        return super.iterate()
      }
    },
  },
)

/** Ignores a call if the same function already waits in the queue. */
export const takesAFunctionOnceUntilItHasRun = fault(
  'scheduling.each-call-runs-once',
  'takes-a-function-once-until-it-has-run',
  {
    says: '"called" happened once',
    loop: class extends VirtualEventLoop {
      readonly #waiting = new Map<Callback, Scheduled>()

      override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
        const known = this.#waiting.get(callback)
        if (known !== undefined) return known
        const once = (): void => {
          this.#waiting.delete(callback)
          callback(...args)
        }
        const handle = super.callSoon(once, [], options)
        this.#waiting.set(callback, handle)
        return handle
      }
    },
  },
)

/** The queue is a set of functions. */
export const keepsASetOfFunctionsForAQueue = fault(
  'scheduling.each-call-runs-once',
  'keeps-a-set-of-functions-for-a-queue',
  {
    says: '"called" happened once',
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
        const same = [...this.ready].find((handle) => handle.callback === callback && args.length === 0)
        return same ?? super.callSoon(callback, args, options)
      }
    },
  },
)

/** A direct connection of Qt does the same if sender and receiver are on one thread. */
export const callsThreadsafeCallbacksAtOnceOnItsOwnThread = fault(
  'scheduling.nothing-runs-inline',
  'calls-threadsafe-callbacks-at-once-on-its-own-thread',
  {
    says: '"callback" came before "call returned"',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(
        callback: Callback,
        args: readonly unknown[] = [],
        options?: CallOptions,
      ): Scheduled {
        const handle = super.callSoonThreadsafe(callback, args, options)
        const api = findSharedState()?.api
        if (api?.peekRunningLoop?.() === this && api.currentTask?.(this) === null) {
          takeLast(this.ready)
          callback(...args)
        }
        return handle
      }
    },
  },
)

export const passesThreeArgumentsAtMost = fault(
  'scheduling.arguments-are-passed',
  'passes-three-arguments-at-most',
  {
    says: "the arguments: [1, 'two'",
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
        return super.callSoon(callback, args.slice(0, 3), options)
      }
    },
  },
)

export const passesUndefinedForNoArguments = fault(
  'scheduling.arguments-are-passed',
  'passes-undefined-for-no-arguments',
  {
    says: 'scheduled without any is 1, not 0',
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
        return super.callSoon(callback, args ?? [undefined], options)
      }
    },
  },
)

/** Checks its timers only if nothing else is ready. */
export const looksAtTimersOnlyWhenIdle = fault(
  'scheduling.callbacks-of-callbacks-wait-for-the-next-iteration',
  'looks-at-timers-only-when-idle',
  {
    says: 'the timer had not run after',
    loop: class extends NodeEventLoop {
      protected override collectDueTimers(): void {
        if (this.ready.isEmpty) super.collectDueTimers()
      }
    },
  },
)

export const takesTwoArgumentsForATimer = fault(
  'scheduling.timers-run-their-callbacks',
  'takes-two-arguments-for-a-timer',
  {
    says: 'the arguments of the first timer',
    loop: class extends VirtualEventLoop {
      override callLater(...[delay, callback, args, options]: Arguments<'callLater'>): TimerHandle {
        return super.callLater(delay, callback, args?.slice(0, 2), options)
      }
    },
  },
)

export const dropsWhatItCannotCall = fault(
  'scheduling.what-cannot-be-called-is-an-error',
  'drops-what-it-cannot-call',
  {
    says: 'errors reported for callSoon(undefined) is 0, not 1',
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
        if (typeof callback === 'function') return super.callSoon(callback, args, options)
        const handle = super.callSoon(() => undefined)
        handle.cancel()
        return handle
      }
    },
  },
)

/** Treats a call of null as cancelled. */
export const takesACallOfNullForACancelledOne = fault(
  'scheduling.what-cannot-be-called-is-an-error',
  'takes-a-call-of-null-for-a-cancelled-one',
  {
    says: 'errors reported for callSoon(null) is 0, not 1',
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
        const handle = super.callSoon(callback, args, options)
        if ((callback as unknown) === null) handle.cancel()
        return handle
      }
    },
  },
)

/** Puts what is scheduled to the front of its queue. */
export const servesTheLastCallFirst = fault(
  'scheduling.callbacks-run-in-order',
  'serves-the-last-call-first',
  {
    says: '"b" came before "a"',
    loop: class extends VirtualEventLoop {
      override callSoon(...call: Arguments<'callSoon'>): ReturnType<VirtualEventLoop['callSoon']> {
        const handle = super.callSoon(...call)
        rearrange(this.ready, (handles) => [handle, ...handles.filter((other) => other !== handle)])
        return handle
      }
    },
    profiles: ['host', 'base-hooks', 'net'],
  },
)

/** Calls every callback without arguments, those of its own tasks and futures, too. */
export const dropsAllArguments = fault('scheduling.arguments-are-passed', 'drops-all-arguments', {
  says: 'the number of arguments',
  loop: class extends VirtualEventLoop {
    override callSoon(...call: Arguments<'callSoon'>): ReturnType<VirtualEventLoop['callSoon']> {
      const [callback, , options] = call
      return super.callSoon(callback, [], options)
    }
  },
  profiles: ['net'],
})

/** The clock counts seconds, and delays are milliseconds: a timer of 20 ms takes 20 seconds. */
export const countsSeconds = fault('scheduling.timers-run-their-callbacks', 'counts-seconds', {
  says: 'waiting for a timer of 20 ms',
  loop: class extends NodeEventLoop {
    override time(): number {
      return super.time() / 1000
    }
  },
  profiles: ['timers-real'],
})
