import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import { RuntimeError } from '../../../spec/index.ts'
import type { Callback, CallOptions, EventLoop } from '../../../spec/index.ts'
import { findSharedState } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { rearrange, takeLast } from '../rearrange.ts'
import { schedulingDebugFaults } from './scheduling-debug.ts'
import { schedulingHostFaults } from './scheduling-host.ts'
import { schedulingRealFaults } from './scheduling-real.ts'

type Scheduled = ReturnType<VirtualEventLoop['callSoon']>

class Reversing extends VirtualEventLoop {
  protected override iterate(): number {
    rearrange(this.ready, (handles) => handles.reverse())
    return super.iterate()
  }
}

/** A function that waits to be called is not taken again, whoever gives it. */
class OneCallAFunction extends VirtualEventLoop {
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
}

/** Keeps the queue as a set of functions. */
class QueueOfFunctions extends VirtualEventLoop {
  override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
    const same = [...this.ready].find((handle) => handle.callback === callback && args.length === 0)
    return same ?? super.callSoon(callback, args, options)
  }
}

/** As a signal of Qt does whose receiver is on the thread of the sender. */
class DirectConnection extends VirtualEventLoop {
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
}

class ThreeArguments extends VirtualEventLoop {
  override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
    return super.callSoon(callback, args.slice(0, 3), options)
  }
}

class ArgumentsInOne extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    return super.callSoon(callback, args ?? [undefined], options)
  }
}

/** Looks at its timers when there is nothing else to do. */
class TimersWhenIdle extends NodeEventLoop {
  protected override collectDueTimers(): void {
    if (this.ready.isEmpty) super.collectDueTimers()
  }
}

class NoNegativeDelays extends VirtualEventLoop {
  override callLater(...call: Parameters<EventLoop['callLater']>): ReturnType<EventLoop['callLater']> {
    const handle = super.callLater(...call)
    if (call[0] < 0) handle.cancel()
    return handle
  }
}

class DropsWhatItCannotCall extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    if (typeof callback === 'function') return super.callSoon(callback, args, options)
    const handle = super.callSoon(() => undefined)
    handle.cancel()
    return handle
  }
}

/** Takes a call of null for one that was cancelled. */
class TakesNullForCancelled extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    const handle = super.callSoon(callback, args, options)
    if ((callback as unknown) === null) handle.cancel()
    return handle
  }
}

class RefusesAtRest extends VirtualEventLoop {
  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): Scheduled {
    if (!this.isRunning()) throw new RuntimeError('The event loop does not run.')
    return super.callSoonThreadsafe(callback, args, options)
  }
}

class ForgetsAfterStop extends VirtualEventLoop {
  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): Scheduled {
    const handle = super.callSoonThreadsafe(callback, args, options)
    if (this.stopping) handle.cancel()
    return handle
  }
}

/** Serves what other threads send before everything else, as a loop that empties an inbox at the start of its turn. */
class InboxFirst extends VirtualEventLoop {
  #sent = 0

  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): Scheduled {
    const handle = super.callSoonThreadsafe(callback, args, options)
    const place = this.#sent++
    rearrange(this.ready, (handles) => [...handles.slice(0, place), handle, ...handles.slice(place, -1)])
    return handle
  }

  protected override iterate(): number {
    this.#sent = 0
    return super.iterate()
  }
}

class UrgentQueue extends VirtualEventLoop {
  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): Scheduled {
    const handle = super.callSoonThreadsafe(callback, args, options)
    rearrange(this.ready, (handles) => [handle, ...handles.slice(0, -1)])
    return handle
  }
}

/** One context a loop, entered by every callback that brings none. */
class OneContext extends VirtualEventLoop {
  readonly #context = findSharedState()?.api.copyContext?.()

  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    return super.callSoon(callback, args, options ?? { context: this.#context })
  }
}

class TimersIgnoreOptions extends VirtualEventLoop {
  override callAt(
    whenMs: number,
    callback: Callback,
    args?: readonly unknown[],
  ): ReturnType<EventLoop['callAt']> {
    return super.callAt(whenMs, callback, args)
  }
}

class CopiesGivenContexts extends VirtualEventLoop {
  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): Scheduled {
    return super.callSoonThreadsafe(callback, args, { context: options?.context?.copy() })
  }
}

const fault = (
  name: string,
  clause: string,
  observes: RegExp,
  loop: new () => EventLoop,
  alsoBreaks?: Fault['alsoBreaks'],
): Fault => ({
  name,
  clause: `scheduling.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop()),
  ...(alsoBreaks ? { alsoBreaks } : {}),
})

export const schedulingFaults: readonly Fault[] = [
  fault('runs-callbacks-in-reverse', 'callbacks-run-in-order', /"b" came before "a"/, Reversing),
  fault(
    'takes-a-function-once-until-it-has-run',
    'each-call-runs-once',
    /"called" happened once/,
    OneCallAFunction,
  ),
  fault(
    'keeps-a-set-of-functions-for-a-queue',
    'each-call-runs-once',
    /"called" happened once/,
    QueueOfFunctions,
  ),
  fault(
    'calls-threadsafe-callbacks-at-once-on-its-own-thread',
    'nothing-runs-inline',
    /"callback" came before "call returned"/,
    DirectConnection,
  ),
  fault(
    'passes-three-arguments-at-most',
    'arguments-are-passed',
    /the arguments: \[1, 'two'/,
    ThreeArguments,
  ),
  fault(
    'passes-undefined-for-no-arguments',
    'arguments-are-passed',
    /scheduled without any: 0\n1/,
    ArgumentsInOne,
  ),
  fault(
    'looks-at-timers-only-when-idle',
    'callbacks-of-callbacks-wait-for-the-next-iteration',
    /calls of the callback the timer had not run/,
    TimersWhenIdle,
  ),
  fault(
    'forgets-negative-delays',
    'timers-run-their-callbacks',
    /"negative delay" happened never/,
    NoNegativeDelays,
  ),
  fault(
    'drops-what-it-cannot-call',
    'what-cannot-be-called-is-an-error',
    /errors reported for callSoon\(undefined\): 1\n0/,
    DropsWhatItCannotCall,
  ),
  fault(
    'takes-a-call-of-null-for-a-cancelled-one',
    'what-cannot-be-called-is-an-error',
    /errors reported for callSoon\(null\): 1\n0/,
    TakesNullForCancelled,
  ),
  fault(
    'refuses-threadsafe-calls-while-it-does-not-run',
    'threadsafe-is-legal-in-every-phase',
    /RuntimeError/,
    RefusesAtRest,
  ),
  fault(
    'forgets-threadsafe-calls-after-stop',
    'threadsafe-is-legal-in-every-phase',
    /"after stop\(\)" happened never/,
    ForgetsAfterStop,
  ),
  fault(
    'serves-the-last-threadsafe-call-first',
    'threadsafe-keeps-its-order',
    /"[bc]" came before "a"/,
    UrgentQueue,
  ),
  fault('prefers-threadsafe-callbacks', 'threadsafe-shares-the-queue', /"b" came before "a"/, InboxFirst),
  fault(
    'runs-callbacks-in-one-context-of-the-loop',
    'callback-keeps-the-context-of-its-call',
    /what the (two )?callbacks saw/,
    OneContext,
  ),
  fault(
    'ignores-the-context-given-to-timers',
    'given-context-is-used-as-it-is',
    /value in the context after four callbacks/,
    TimersIgnoreOptions,
  ),
  fault(
    'copies-the-context-given-to-threadsafe-calls',
    'given-context-is-used-as-it-is',
    /added 1 to 1: 5\n4/,
    CopiesGivenContexts,
  ),
  ...schedulingHostFaults,
  ...schedulingRealFaults,
  ...schedulingDebugFaults,
]
