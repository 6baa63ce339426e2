import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import {
  RuntimeError,
  type Awaitable,
  type Callback,
  type CallOptions,
  type EventLoop,
  type SettableFuture,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** Waves through what it should refuse. */
class IgnoresCloseWhileRunning extends VirtualEventLoop {
  override close(): void {
    if (this.runInProgress === null) super.close()
  }
}

class ClosesOnce extends VirtualEventLoop {
  override close(): void {
    this.checkClosed()
    super.close()
  }
}

/** Hands its timers to the host and forgets to take them back. */
class LeavesHostTimers extends NodeEventLoop {
  override callLater(
    delayMs: number,
    callback: Callback,
    args: readonly unknown[] = [],
    options?: CallOptions,
  ) {
    const handle = super.callLater(delayMs, callback, args, options)
    setTimeout(() => {
      if (this.closed && !handle.cancelled()) callback(...args)
    }, delayMs)
    return handle
  }
}

/** The second life of a loop. */
class RunsWhenClosed extends VirtualEventLoop {
  override runForever(): Promise<void> {
    return this.closed ? Promise.resolve() : super.runForever()
  }

  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    return this.closed ? Promise.resolve(undefined as T) : super.runUntilComplete(awaitable)
  }
}

/** Looks whether it is closed in one of the ways in alone. */
class TakesTimersWhenClosed extends VirtualEventLoop {
  protected override checkClosed(): void {
    const { stack = '' } = new Error()
    if (!stack.includes('callAt')) super.checkClosed()
  }
}

class MakesNoFuturesWhenClosed extends VirtualEventLoop {
  override createFuture<T = unknown>(): SettableFuture<T> {
    this.checkClosed()
    return super.createFuture<T>()
  }
}

class RefusesLateStops extends VirtualEventLoop {
  override stop(): void {
    if (this.closed) throw new RuntimeError('The loop is closed.')
    super.stop()
  }
}

const fault = (name: string, clause: string, observes: RegExp, loop: new () => EventLoop): Fault => ({
  name,
  clause: `lifecycle.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop()),
})

export const lifecycleCloseFaults: readonly Fault[] = [
  fault(
    'ignores-close-while-running',
    'close-is-refused-while-running',
    /close\(\) in a callback threw nothing/,
    IgnoresCloseWhileRunning,
  ),
  fault('closes-only-once', 'close-is-idempotent', /the second close\(\) threw/, ClosesOnce),
  fault(
    'leaves-timers-with-the-host',
    'nothing-runs-after-close',
    /"timer of the closed loop" happened once/,
    LeavesHostTimers,
  ),
  fault('runs-although-closed', 'closed-loop-refuses-runs', /on a closed loop threw nothing/, RunsWhenClosed),
  fault(
    'takes-timers-although-closed',
    'closed-loop-refuses-work',
    /callLater\(\) on a closed loop threw nothing/,
    TakesTimersWhenClosed,
  ),
  fault(
    'makes-no-futures-when-closed',
    'closed-loop-still-answers',
    /createFuture\(\) on a closed loop threw/,
    MakesNoFuturesWhenClosed,
  ),
  fault(
    'refuses-a-late-stop',
    'stop-is-legal-after-close',
    /stop\(\) on a closed loop threw/,
    RefusesLateStops,
  ),
]
