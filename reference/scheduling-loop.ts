import { RuntimeError } from '../spec/errors.ts'
import type { Callback, CallOptions, ExceptionContext, TimerHandle } from '../spec/interfaces/index.ts'
import { copyContext } from './context.ts'
import { checkCallback, describeCallback } from './debug-mode.ts'
import { describeValue } from './describe-value.ts'
import { ReferenceHandle, ReferenceTimerHandle } from './handle.ts'
import { logWarning, now } from './host.ts'
import { ReadyQueue } from './ready-queue.ts'
import { TimerQueue } from './timer-queue.ts'

const noArgs: readonly unknown[] = Object.freeze([])

/**
 * The callbacks and timers of a loop, and one iteration. It does not decide when iterations run: `CoreEventLoop` does that. The two are
 * apart because scheduling can be read, and changed, without the runs and the factories. The four abstract methods are all that it
 * needs of them.
 */
export abstract class SchedulingLoop {
  /** The callbacks of the next iteration. Each iteration has a queue of its own. */
  protected ready = new ReadyQueue()
  protected readonly timers = new TimerQueue()
  protected closed = false
  /** True while the loop waits for a turn that `select` arranged for later. */
  protected asleep = false
  protected debug = false
  /** Milliseconds. In debug mode a callback that takes as long is reported. (clause scheduling.debug-reports-slow-callbacks) */
  slowCallbackDuration = 100
  /** The resolution of the clock in milliseconds: a timer is due if less than this is left. */
  protected clockResolution = 0.001
  protected readonly onTimerCancelled = (handle: TimerHandle): void => {
    this.timerHandleCancelled(handle)
  }

  abstract time(): number
  abstract isRunning(): boolean
  abstract writeToSelf(): void
  abstract callExceptionHandler(context: ExceptionContext): void

  callSoon(callback: Callback, args: readonly unknown[] = noArgs, options?: CallOptions): ReferenceHandle {
    if (this.closed || this.debug) this.checkCall(callback, 'callSoon')
    const handle = new ReferenceHandle(callback, args, options?.context ?? copyContext())
    this.ready.push(handle)
    if (this.asleep) this.writeToSelf()
    return handle
  }

  callSoonThreadsafe(callback: Callback, args?: readonly unknown[], options?: CallOptions): ReferenceHandle {
    const handle = this.callSoon(callback, args, options)
    if (this.isRunning()) this.writeToSelf()
    return handle
  }

  callLater(
    delayMs: number,
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): TimerHandle {
    return this.callAt(this.time() + checkTime('delay', delayMs), callback, args, options)
  }

  callAt(whenMs: number, callback: Callback, args = noArgs, options?: CallOptions): TimerHandle {
    this.checkCall(callback, 'callAt')
    const context = options?.context ?? copyContext()
    const deadline = checkTime('when', whenMs)
    const handle = new ReferenceTimerHandle(deadline, callback, args, context, this.onTimerCancelled)
    this.timers.push(handle)
    if (this.asleep) this.writeToSelf()
    return handle
  }

  timerHandleCancelled(handle: TimerHandle): void {
    if (handle instanceof ReferenceTimerHandle) this.timers.noteCancelled(handle)
  }

  protected checkClosed(): void {
    if (this.closed) throw new RuntimeError('The event loop is closed.')
  }

  protected checkCall(callback: Callback, method: string): void {
    this.checkClosed()
    if (this.debug) checkCallback(callback, method)
  }

  protected untilNextTimer(): number | null {
    const next = this.timers.peek()
    if (next === undefined || next.deadline === Infinity) return null
    return Math.max(0, next.deadline - this.time())
  }

  /** One iteration: due timers join the ready callbacks, and all callbacks that are ready now run. Returns how many ran. */
  protected iterate(): number {
    if (this.timers.size > 0) this.collectDueTimers()
    let rest = this.ready.take()
    // A new queue: a reference from an old object to a new handle costs a write barrier. (docs/decisions/hot-path.md)
    this.ready = new ReadyQueue()
    let count = 0
    try {
      while (rest !== null) {
        const handle: ReferenceHandle = rest
        rest = handle.next
        handle.next = null
        count++
        if (this.debug) this.runTimed(handle)
        else handle.run(this)
      }
    } catch (fatal) {
      // The rest of the batch is not lost: it comes first in the next run.
      this.ready.putBack(rest)
      throw fatal
    }
    return count
  }

  /** Uses the clock of the host: the clock of the loop may stand still while a callback runs. */
  protected runTimed(handle: ReferenceHandle): void {
    if (handle.cancelled()) return
    const what = describeCallback(handle)
    const start = now()
    handle.run(this)
    const ms = now() - start
    if (ms >= this.slowCallbackDuration) this.reportSlow(what, ms)
  }

  protected reportSlow(what: string, ms: number): void {
    logWarning(`Executing ${what} took ${ms.toFixed(1)} ms.`)
  }

  protected collectDueTimers(): void {
    const time = this.time()
    const end = time + this.clockResolution
    for (let next = this.timers.peek(); next !== undefined; next = this.timers.peek()) {
      // If the numbers are so large that adding the resolution changes nothing, the deadline itself decides.
      if (next.deadline >= end && next.deadline > time) break
      this.timers.pop()
      this.ready.push(next)
    }
  }
}

function checkTime(name: string, ms: unknown): number {
  if (typeof ms === 'number' && !Number.isNaN(ms)) return ms
  throw new TypeError(`${name} must be a number of milliseconds, not ${describeValue(ms)}.`)
}
