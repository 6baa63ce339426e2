/** Bases that call a hook too often, too seldom, or at the wrong moment. */
import { Future, Task, VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import type {
  Callback,
  CallOptions,
  Coroutine,
  EventLoop,
  TaskOptions,
  TimerHandle,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { successorFault as fault } from './successor-fault.ts'

class WakesAtTheStart extends VirtualEventLoop {
  override runForever(): Promise<void> {
    const { select } = this
    this.select = () => this.writeToSelf()
    const run = super.runForever()
    this.select = select
    return run
  }
}

class SelectsTwice extends VirtualEventLoop {
  protected override sleepUntilNext(): void {
    super.sleepUntilNext()
    if (this.ready.isEmpty) super.sleepUntilNext()
  }
}

class SelectsAtTheEnd extends VirtualEventLoop {
  protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
    this.sleepUntilNext()
    return super.endRun()
  }
}

class SleepsWhileBusy extends VirtualEventLoop {
  protected override sleepUntilNext(): void {
    this.select(this.untilNextTimer() ?? (this.ready.isEmpty ? null : 1))
    this.asleep = this.ready.isEmpty
  }
}

class SelectsDeadlines extends VirtualEventLoop {
  protected override untilNextTimer(): number | null {
    const left = super.untilNextTimer()
    return left === null ? null : left + this.time()
  }

  override select(timeoutMs: number | null): void {
    super.select(timeoutMs === null || timeoutMs === 0 ? timeoutMs : timeoutMs - this.time())
  }
}

class PollsWhenIdle extends VirtualEventLoop {
  protected override untilNextTimer(): number | null {
    return super.untilNextTimer() ?? 60_000
  }
}

/** A timer takes what does not fit into 31 bits for one millisecond. */
class WaitsForInfinity extends NodeEventLoop {
  override select(timeoutMs: number | null): void {
    if (timeoutMs === null) setTimeout(() => this.writeToSelf(), Infinity)
    else super.select(timeoutMs)
  }
}

class DropsEvents extends VirtualEventLoop {
  protected override turn(): void {
    super.turn()
  }
}

class TurnsAnyTime extends VirtualEventLoop {
  protected override turn(events: readonly unknown[] = []): void {
    if (this.runInProgress === null) this.processEvents(events)
    super.turn(events)
  }
}

class SleepsThroughTimers extends VirtualEventLoop {
  override callAt(...args: Parameters<VirtualEventLoop['callAt']>): TimerHandle {
    const { asleep } = this
    // Only while a timer is there already does a new one shorten the sleep.
    if (this.timers.size === 0) this.asleep = false
    const handle = super.callAt(...args)
    // Whoever drives this loop by hand does not notice: it wakes itself up in another way.
    if (asleep && this.timers.size === 1) queueMicrotask(() => this.turn())
    this.asleep = asleep
    return handle
  }
}

class ThreadsafeLooks extends VirtualEventLoop {
  override callSoonThreadsafe(
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): ReturnType<VirtualEventLoop['callSoon']> {
    return this.callSoon(callback, args, options)
  }
}

class TellsEachCancel extends VirtualEventLoop {
  override callAt(...args: Parameters<VirtualEventLoop['callAt']>): TimerHandle {
    const handle = super.callAt(...args)
    const cancel = handle.cancel.bind(handle)
    handle.cancel = () => {
      if (handle.cancelled()) this.timerHandleCancelled(handle)
      cancel()
    }
    return handle
  }
}

class FutureOfNoLoop extends Future {
  constructor(_options?: { loop?: EventLoop | null | undefined }) {
    super({ loop: new VirtualEventLoop() })
  }
}

/** Makes itself a loop where it should look for one. */
class FutureOfAFreshLoop extends Future {
  constructor(options: { loop?: EventLoop | null | undefined } = {}) {
    super({ loop: options.loop ?? new VirtualEventLoop() })
  }
}

class TaskCopiesItsContext<T> extends Task<T> {
  constructor(
    coro: Coroutine<T>,
    { context, ...rest }: TaskOptions & { loop?: EventLoop | null | undefined } = {},
  ) {
    super(coro, { ...rest, context: context?.copy() })
  }
}

const withApi = (name: string, clause: Fault['clause'], observes: RegExp, api: object): Fault => ({
  name,
  clause,
  observes,
  adapter: faultyLoop(name, () => new VirtualEventLoop(), { api }),
})

export const successorHookFaults: readonly Fault[] = [
  fault(
    'begins-a-run-with-a-wake-up',
    'run-begins-with-select',
    /inside runForever\(\): \[\]/,
    WakesAtTheStart,
  ),
  fault('arranges-two-sleeps', 'turn-ends-with-select', /\[2, 2, 2\], not \[1, 1, 1\]/, SelectsTwice),
  fault('arranges-a-sleep-after-the-end', 'last-turn-does-not-select', /is 1, not 0/, SelectsAtTheEnd),
  fault('sleeps-with-callbacks-ready', 'select-knows-ready-callbacks', /is 500, not 0/, SleepsWhileBusy),
  fault(
    'gives-select-the-deadline-itself',
    'select-knows-the-next-deadline',
    /is 1010, not 10/,
    SelectsDeadlines,
  ),
  fault('polls-every-minute', 'select-without-a-deadline-gets-null', /60000/, PollsWhenIdle),
  fault(
    'sleeps-for-infinity',
    'idle-loop-sleeps',
    /it took more than 5 turns within 20 ms/,
    WaitsForInfinity,
  ),
  fault('drops-the-events', 'events-begin-a-turn', /what processEvents\(\) gets/, DropsEvents),
  fault('handles-events-without-a-run', 'turn-outside-of-a-run-does-nothing', /is 1, not 0/, TurnsAnyTime),
  fault(
    'wakes-up-for-timers-behind-the-hook',
    'write-to-self-ends-a-sleep',
    /it was not called/,
    SleepsThroughTimers,
  ),
  fault(
    'asks-where-a-threadsafe-call-comes-from',
    'threadsafe-always-writes-to-self',
    /\[0\], not \[1\]/,
    ThreadsafeLooks,
  ),
  fault(
    'tells-of-every-cancel',
    'cancelled-timers-are-told',
    /what timerHandleCancelled\(\) was told/,
    TellsEachCancel,
  ),
  withApi(
    'makes-futures-of-another-loop',
    'successor.future-constructor-makes-a-future',
    /different loop|its loop/,
    {
      Future: FutureOfNoLoop,
    },
  ),
  withApi(
    'makes-a-loop-for-a-future-without-one',
    'successor.constructors-find-the-running-loop',
    /the loop of what was made in its callback/,
    {
      Future: FutureOfAFreshLoop,
    },
  ),
  withApi(
    'copies-the-context-of-a-constructed-task',
    'successor.task-constructor-runs-in-the-context',
    /the variable in the context afterwards/,
    {
      Task: TaskCopiesItsContext,
    },
  ),
]
