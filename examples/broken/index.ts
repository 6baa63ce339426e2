import { defineAdapter } from 'loop-conformance'
import { isFatalError, isFuture, Task, VirtualEventLoop } from 'loop-conformance/reference'
import type { Awaitable, Callback, CallOptions } from 'loop-conformance/spec'

/**
 * A loop with three mistakes that real loops have made. They are independent of each other: the suite reports exactly
 * these three root causes.
 */
class BrokenLoop extends VirtualEventLoop {
  /** Mistake 1: the coroutine of a run becomes a task without the task factory. */
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    if (isFuture(awaitable) || this.isClosed() || this.isRunning()) return super.runUntilComplete(awaitable)
    return super.runUntilComplete(new Task(awaitable, { loop: this }))
  }

  override callSoon(
    callback: Callback,
    args: readonly unknown[] = [],
    options?: CallOptions,
  ): ReturnType<VirtualEventLoop['callSoon']> {
    // Mistake 2: a closed loop accepts callbacks and never runs them.
    if (this.isClosed()) return new VirtualEventLoop().callSoon(callback, args, options)
    return super.callSoon(() => callQuietly(callback, args), [], options)
  }
}

/** Mistake 3: an error that a callback throws is swallowed. */
function callQuietly(callback: Callback, args: readonly unknown[]): void {
  try {
    callback(...args)
  } catch (error) {
    if (isFatalError(error)) throw error
  }
}

export default defineAdapter({ name: 'broken', newEventLoop: () => new BrokenLoop() })
