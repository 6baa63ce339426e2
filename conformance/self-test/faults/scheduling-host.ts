import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import type { Callback, CallOptions, EventLoop } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

type Scheduled = ReturnType<VirtualEventLoop['callSoon']>

/** Believes that only its own callbacks schedule anything. */
class SleepsOn extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    const { asleep } = this
    this.asleep = false
    const handle = super.callSoon(callback, args, options)
    this.asleep = asleep
    return handle
  }
}

/** Forgets the one thing that distinguishes the function. */
class SleepsOnThreadsafe extends VirtualEventLoop {
  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): Scheduled {
    const { asleep } = this
    this.asleep = false
    const handle = this.callSoon(callback, args, options)
    this.asleep = asleep
    return handle
  }
}

/** Takes its turn in the middle of whatever woke it. */
class TurnsAtOnce extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    const { asleep } = this
    const handle = super.callSoon(callback, args, options)
    if (asleep) this.turn()
    return handle
  }
}

class TurnsInMicrotasks extends NodeEventLoop {
  #pending = false
  #sleep: NodeJS.Timeout | undefined

  override select(timeoutMs: number | null): void {
    clearTimeout(this.#sleep)
    if (timeoutMs === 0) this.writeToSelf()
    else this.#sleep = setTimeout(() => this.turn(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
  }

  override writeToSelf(): void {
    clearTimeout(this.#sleep)
    if (this.#pending) return
    this.#pending = true
    queueMicrotask(() => {
      this.#pending = false
      this.turn()
    })
  }
}

/** Takes its turns by timers, which a browser delays once some of them have followed each other. */
class TurnsByTimers extends NodeEventLoop {
  #inARow = 0

  constructor() {
    super({ turnBudgetMs: 0 })
  }

  override select(timeoutMs: number | null): void {
    // Not beside timers of its own: checks of those are slow enough.
    this.#inARow = timeoutMs === 0 && this.timers.size === 0 ? this.#inARow + 1 : 0
    super.select(this.#inARow > 10 ? 1 : timeoutMs)
  }
}

const fault = (name: string, clause: string, observes: RegExp, loop: new () => EventLoop): Fault => ({
  name,
  clause: `scheduling.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop(), { profiles: ['host'] }),
})

export const schedulingHostFaults: readonly Fault[] = [
  fault('sleeps-on-after-a-callback-of-the-host', 'host-callback-wakes-the-loop', /Waited in vain/, SleepsOn),
  fault('wakes-up-for-call-soon-alone', 'threadsafe-wakes-the-loop', /Waited in vain/, SleepsOnThreadsafe),
  {
    name: 'sleeps-on-when-another-thread-calls',
    clause: 'scheduling.threads-wake-the-loop',
    observes: /the callback that another thread scheduled/,
    adapter: faultyLoop('sleeps-on-when-another-thread-calls', () => new SleepsOnThreadsafe(), {
      callFromThread: (loop, callback, delayMs) => {
        setTimeout(() => loop.callSoonThreadsafe(callback), delayMs)
      },
    }),
  },
  fault(
    'takes-a-turn-inside-the-callback-that-wakes-it',
    'waking-is-not-running',
    /"callback" came before "call returned"/,
    TurnsAtOnce,
  ),
  fault(
    'turns-in-microtasks-alone',
    'busy-loop-lets-the-host-have-turns',
    /had not fired after the loop had been busy/,
    TurnsInMicrotasks,
  ),
  fault(
    'takes-its-turns-by-timers',
    'callbacks-wait-for-no-timer',
    /of them had not run when 25 ms were over/,
    TurnsByTimers,
  ),
]
