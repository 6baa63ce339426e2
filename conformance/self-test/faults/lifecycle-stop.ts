import { ensureFuture, setRunningLoop, VirtualEventLoop } from '../../../reference/index.ts'
import {
  isFatalError,
  RuntimeError,
  type Awaitable,
  type Callback,
  type CallOptions,
  type EventLoop,
  type Future,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { rearrange } from '../rearrange.ts'

/** Ends at once: the rest of the batch waits. */
class StopsAtOnce extends VirtualEventLoop {
  protected override iterate(): number {
    if (this.stopping) return super.iterate()
    this.collectDueTimers()
    const batch = [...this.ready]
    const later: typeof batch = []
    let index = 0
    try {
      while (index < batch.length && !this.stopping) {
        rearrange(this.ready, () => batch.slice(index, ++index))
        super.iterate()
        later.push(...this.ready)
      }
    } finally {
      rearrange(this.ready, () => [...batch.slice(index), ...later])
    }
    return index
  }
}

/** As uvloop: the stop is a callback of its own. */
class StopsAnIterationLater extends VirtualEventLoop {
  override stop(): void {
    if (this.closed || this.runInProgress === null) super.stop()
    else
      this.callSoonThreadsafe(() => {
        super.stop()
      })
  }
}

class NeverClearsTheStop extends VirtualEventLoop {
  protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
    const { stopping } = this
    const run = super.endRun()
    this.stopping = stopping
    return run
  }
}

class ForgetsTheRest extends VirtualEventLoop {
  protected override endRun() {
    if (this.stopping) this.ready.clear()
    return super.endRun()
  }
}

/** A run begins with a clean slate, and so it forgets that it was stopped. */
class ForgetsEarlyStops extends VirtualEventLoop {
  override runForever(): Promise<void> {
    this.checkCanRun()
    this.stopping = false
    return super.runForever()
  }
}

/** Counts stops, where it should keep a flag. */
class CountsStops extends VirtualEventLoop {
  protected stops = 0

  override stop(): void {
    this.stops++
    super.stop()
  }

  protected override endRun() {
    const run = super.endRun()
    this.stops = Math.max(0, this.stops - 1)
    return run
  }

  override runForever(): Promise<void> {
    const run = super.runForever()
    if (this.stops > 0) this.stopping = true
    return run
  }
}

class ReportsFatalErrors extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions) {
    const guarded = (...given: unknown[]): void => {
      try {
        callback(...given)
      } catch (error) {
        if (!isFatalError(error)) throw error
      }
    }
    return super.callSoon(guarded, args, options)
  }
}

class LosesTheBatch extends VirtualEventLoop {
  protected override iterate(): number {
    try {
      return super.iterate()
    } catch (fatal) {
      this.ready.clear()
      throw fatal
    }
  }
}

/** Its done callback stops the loop whatever happened: the stop outlives the run that the error has ended. */
class StopsTheNextRun extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    this.checkCanRun()
    const future = ensureFuture(awaitable, { loop: this })
    const stop = (): void => {
      this.stop()
    }
    future.addDoneCallback(stop)
    return this.finishRun(this.runForever(), future, stop)
  }
}

/** A second run joins the one in progress. */
class JoinsTheRun extends VirtualEventLoop {
  #run: Promise<void> | null = null

  override runForever(): Promise<void> {
    if (this.runInProgress !== null && this.#run !== null) return this.#run
    return (this.#run = super.runForever())
  }

  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    if (this.runInProgress === null || this.#run === null) return super.runUntilComplete(awaitable)
    return this.finishRun(this.#run, awaitable as Future<T>, () => undefined)
  }
}

/** Looks at itself alone. */
class RunsInsideOthers extends VirtualEventLoop {
  protected override checkCanRun(): void {
    this.checkClosed()
    if (this.runInProgress !== null) throw new RuntimeError('already running')
  }
}

/** As CPython 3.13.0: what cleans up after a run also runs for one that was refused. */
class CleansUpAfterRefusals extends VirtualEventLoop {
  override runForever(): Promise<void> {
    try {
      return super.runForever()
    } catch (error) {
      setRunningLoop(null)
      throw error
    }
  }
}

/** As uvloop: the task is made before the loop's state is looked at. */
class WrapsFirst extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    this.checkClosed()
    return super.runUntilComplete(ensureFuture(awaitable, { loop: this }))
  }
}

const everybody = new Set<StopsAll>()

/** Its flag is the class's. */
class StopsAll extends VirtualEventLoop {
  constructor() {
    super()
    everybody.add(this)
  }

  override stop(): void {
    for (const loop of everybody) if (loop.isRunning() || loop === this) StopsAll.#stopOne(loop)
  }

  override close(): void {
    super.close()
    everybody.delete(this)
    for (const loop of everybody) if (!loop.isRunning() && !loop.isClosed()) StopsAll.#empty(loop)
  }

  static #stopOne(loop: VirtualEventLoop): void {
    VirtualEventLoop.prototype.stop.call(loop)
  }

  static #empty(loop: StopsAll): void {
    loop.ready.clear()
  }
}

const fault = (name: string, clause: string, observes: RegExp, loop: new () => EventLoop): Fault => ({
  name,
  clause: `lifecycle.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop()),
})

export const lifecycleStopFaults: readonly Fault[] = [
  fault('stops-in-the-middle', 'stop-finishes-the-iteration', /"second" never happened/, StopsAtOnce),
  fault(
    'stops-an-iteration-later',
    'stop-leaves-new-callbacks-for-the-next-run',
    /"scheduled before" came before "end"/,
    StopsAnIterationLater,
  ),
  fault('drops-what-a-stop-leaves', 'stop-loses-nothing', /"link \d" never happened/, ForgetsTheRest),
  fault(
    'forgets-a-stop-before-the-run',
    'stop-before-a-run-ends-it',
    /a run to end that was stopped before it began/,
    ForgetsEarlyStops,
  ),
  fault('never-clears-the-stop', 'stop-ends-one-run', /after runs that were stopped/, NeverClearsTheStop),
  fault('counts-its-stops', 'stop-ends-one-run', /"hop 0" never happened/, CountsStops),
  fault(
    'goes-on-after-a-fatal-error',
    'fatal-error-ends-the-run',
    /went on after SystemExit/,
    ReportsFatalErrors,
  ),
  fault(
    'loses-the-batch-of-a-fatal-error',
    'fatal-error-loses-nothing',
    /"third" never happened/,
    LosesTheBatch,
  ),
  fault(
    'stops-the-run-after-a-fatal-error',
    'fatal-error-leaves-the-loop-usable',
    /the run after the broken one threw/,
    StopsTheNextRun,
  ),
  fault(
    'joins-the-run-in-progress',
    'same-loop-does-not-nest',
    /of the same loop threw nothing/,
    JoinsTheRun,
  ),
  fault('runs-inside-another-loop', 'loops-do-not-nest', /of another loop threw nothing/, RunsInsideOthers),
  fault(
    'cleans-up-after-a-refused-run',
    'refused-run-changes-nothing',
    /after each of four refusals|each of four runs/,
    CleansUpAfterRefusals,
  ),
  fault(
    'makes-a-task-before-it-refuses',
    'refused-run-leaves-the-coroutine-alone',
    /number of tasks after the refusal/,
    WrapsFirst,
  ),
  fault('shares-its-state-with-other-loops', 'loops-are-separate', /"two" never happened/, StopsAll),
]
