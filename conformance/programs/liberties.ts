/**
 * Loops that do everything as the reference does, except for one thing that the contract leaves open. A program on which one of
 * them differs from the reference is no program of the contract: what it does is unspecified.
 */
import { asyncioApi, Task, VirtualEventLoop, type Failure } from '../../reference/index.ts'
import type { Coroutine, EventLoop, Task as AnyTask, TaskOptions } from '../../spec/index.ts'
import type { Machine } from './interpret.ts'
import { rearrange } from './rearrange.ts'

/** Throws the error that ended its coroutine at every caller, not only at the first one. */
export class KeepingItsLastWords<T> extends Task<T> {
  protected override makeCancelledError(): Error {
    const error = super.makeCancelledError()
    this.cancelledError = error
    return error
  }
}

/** Of several requests that are open at the same time, the message of the first one counts. */
export class HearingTheFirstReason<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    const { mustCancel, cancelArgs } = this
    const accepted = super.cancel(message)
    if (mustCancel) this.cancelArgs = cancelArgs
    return accepted
  }
}

/** Schedules the step that delivers the cancellation a second time. */
export class TakingItsTime<T> extends Task<T> {
  #hasWaited = false

  override step(failure: Failure | null): void {
    if (this.mustCancel && failure === null && this.waiter === null && !this.#hasWaited) {
      this.#hasWaited = true
      this.scheduleStep()
      return
    }
    this.#hasWaited = false
    super.step(failure)
  }
}

/** Runs one callback in each iteration instead of all that are ready, so a run ends after the callback that stops it. */
export class OneAtATime extends VirtualEventLoop {
  protected override iterate(): number {
    const rest = [...this.ready].slice(1)
    rearrange(this.ready, (handles) => handles.slice(0, 1))
    try {
      return super.iterate()
    } finally {
      rearrange(this.ready, (handles) => [...rest, ...handles])
    }
  }
}

/** Runs due timers before callbacks that were ready first. */
export class TimersFirst extends VirtualEventLoop {
  protected override collectDueTimers(): void {
    const before = [...this.ready].length
    super.collectDueTimers()
    rearrange(this.ready, (handles) => [...handles.slice(before), ...handles.slice(0, before)])
  }
}

/** Makes a plain call of a timer that is due when it is scheduled, as uvloop does. */
export class DueTimersAreCalls extends VirtualEventLoop {
  override callAt(...call: Parameters<EventLoop['callAt']>): ReturnType<EventLoop['callAt']> {
    const [deadline, callback, args, options] = call
    if (typeof deadline !== 'number' || deadline > this.time()) return super.callAt(...call)
    return Object.assign(this.callSoon(callback, args, options), { when: () => deadline })
  }
}

function withTasks(tasks: typeof Task): Machine {
  class Loop extends VirtualEventLoop {
    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): AnyTask<T> {
      if (this.isClosed() || this.getTaskFactory() !== null) return super.createTask(coro, options)
      return new tasks<T>(coro, { ...options, loop: this })
    }
  }
  return { newEventLoop: () => new Loop(), api: asyncioApi }
}

function withLoop(Loop: new () => EventLoop): Machine {
  return { newEventLoop: () => new Loop(), api: asyncioApi }
}

export const liberties: readonly Machine[] = [
  withTasks(KeepingItsLastWords),
  withTasks(HearingTheFirstReason),
  withTasks(TakingItsTime),
  withLoop(OneAtATime),
  withLoop(TimersFirst),
  withLoop(DueTimersAreCalls),
]
