import { RuntimeError } from '../spec/errors.ts'
import type { Callback, CallOptions, ExceptionContext, TimerHandle } from '../spec/interfaces/index.ts'
import { copyContext } from './context.ts'
import { checkCallback, describeCallback } from './debug-mode.ts'
import { ReferenceHandle, ReferenceTimerHandle } from './handle.ts'
import { logWarning, now } from './host.ts'
import { ReadyQueue } from './ready-queue.ts'
import { TimerQueue } from './timer-queue.ts'

const noArgs: readonly unknown[] = Object.freeze([])

/** What a loop has been asked to call, and one iteration of it. Who takes the iterations, and when, is not said here. */
export abstract class SchedulingLoop {
  /** The callbacks of the next iteration; each iteration has a queue of its own. */
  protected ready = new ReadyQueue()
  protected readonly timers = new TimerQueue()
  protected closed = false
  /** True while `select` has arranged a turn that is not due at once. */
  protected asleep = false
  protected debug = false
  /** Milliseconds. */
  slowCallbackDuration = 100
  /** The clock may be this coarse, in milliseconds: a timer is due when less than this is left. */
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
    if (this.closed) throw new RuntimeError('Event loop is closed.')
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

  /** One iteration: due timers join the ready callbacks, and all that are ready now run. Answers how many those were. */
  protected iterate(): number {
    if (this.timers.size > 0) this.collectDueTimers()
    let rest = this.ready.take()
    // A new one: that an old object names a new handle, the collector has to be told. (docs/decisions/hot-path.md)
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

  /** By the host's clock: the loop's own may stand still while a callback runs. */
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
      // Where numbers are so large that the resolution is lost in them, the deadline itself counts.
      if (next.deadline >= end && next.deadline > time) break
      this.timers.pop()
      this.ready.push(next)
    }
  }
}

function checkTime(name: string, ms: unknown): number {
  if (typeof ms === 'number' && !Number.isNaN(ms)) return ms
  throw new TypeError(`${name} must be a number of milliseconds, not ${String(ms)}`)
}
