import { BaseEventLoop, peekRunningLoop, VirtualEventLoop } from '../../../reference/index.ts'
import { RuntimeError, type Awaitable, type EventLoop, type Future } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** An `async` method: it looks the same until somebody misuses it. */
class RejectsMisuse extends VirtualEventLoop {
  override async runForever(): Promise<void> {
    await super.runForever()
  }

  override async runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    return super.runUntilComplete(awaitable)
  }
}

/** As a host's own loop: nothing left to do means done. */
class EndsWhenIdle extends VirtualEventLoop {
  protected override sleepUntilNext(): void {
    if (this.ready.isEmpty && this.timers.size === 0) this.endRun()?.resolve()
    else super.sleepUntilNext()
  }
}

/** Nothing is due, so nothing is arranged: whoever has work will wake it. */
class ArrangesNothing extends VirtualEventLoop {
  override select(timeoutMs: number | null): void {
    if (timeoutMs !== null) super.select(timeoutMs)
  }
}

class SleepsThroughStop extends VirtualEventLoop {
  override stop(): void {
    this.stopping = true
  }
}

/** One run at a time for all loops: right for a blocking loop alone. */
class OneRunForAll extends VirtualEventLoop {
  static running: OneRunForAll | null = null

  constructor() {
    super()
    // A check that has failed leaves its loops running; the next one begins with loops of its own.
    OneRunForAll.running = null
  }

  override runForever(): Promise<void> {
    const { running } = OneRunForAll
    this.checkCanRun()
    if (running?.isRunning() === true && !running.stopping) throw new RuntimeError('Another loop is running.')
    OneRunForAll.running = this
    return super.runForever()
  }
}

/** Takes "running" for "inside a turn", as one may where a run blocks. */
class JoinsBetweenTurns extends VirtualEventLoop {
  #run: Promise<void> | null = null

  override runForever(): Promise<void> {
    if (peekRunningLoop() === null && this.runInProgress !== null && this.#run !== null) return this.#run
    return (this.#run = super.runForever())
  }
}

class AdoptsThenables extends VirtualEventLoop {
  protected override async finishRun<T>(
    run: Promise<void>,
    future: Future<T>,
    stop: (done: Future) => void,
  ): Promise<T> {
    await run
    const result =
      future.done() && !future.cancelled() && future.exception() === null ? future.result() : null
    if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function') return result as T
    return super.finishRun(run, future, stop)
  }
}

/** Woken twice, it has two turns, and each of them arranges a sleep of its own. */
class KeepsEarlierSleeps extends BaseEventLoop {
  #sleep: NodeJS.Timeout | undefined

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    if (timeoutMs === 0) this.writeToSelf()
    else this.#sleep = setTimeout(() => this.writeToSelf(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
  }

  override writeToSelf(): void {
    clearTimeout(this.#sleep)
    setImmediate(() => this.turn())
  }
}

const fault = (name: string, clause: string, observes: RegExp, loop: new () => EventLoop): Fault => ({
  name,
  clause: `lifecycle.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop(), { profiles: ['host'] }),
})

export const lifecycleHostFaults: readonly Fault[] = [
  fault(
    'joins-its-run-between-turns',
    'running-loop-is-not-run-again',
    /a second run between two turns of the first threw nothing/,
    JoinsBetweenTurns,
  ),
  fault(
    'rejects-instead-of-throwing',
    'misuse-throws-at-the-call',
    /nested in a callback threw nothing/,
    RejectsMisuse,
  ),
  fault('ends-its-run-when-idle', 'idle-run-goes-on', /"end of the run" happened once/, EndsWhenIdle),
  fault(
    'arranges-nothing-when-nothing-is-due',
    'running-loop-keeps-the-process-alive',
    /Nothing of the running loop keeps the process/,
    ArrangesNothing,
  ),
  fault(
    'sleeps-through-a-stop',
    'stop-wakes-an-idle-run',
    /an idle run .* to end after stop/,
    SleepsThroughStop,
  ),
  fault('runs-one-loop-at-a-time', 'loops-interleave', /Another loop is running/, OneRunForAll),
  fault(
    'adopts-thenable-results',
    'thenable-result-is-refused',
    /whose result is a .* threw nothing/,
    AdoptsThenables,
  ),
  fault(
    'keeps-the-sleep-that-a-new-one-replaces',
    'closed-loop-leaves-the-host-alone',
    /A Timeout of the loop still kept the process/,
    KeepsEarlierSleeps,
  ),
]
