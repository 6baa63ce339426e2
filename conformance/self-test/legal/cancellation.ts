/** Loops whose tasks use the freedom in cancellation that the specification leaves. */
import { Task, type Failure } from '../../../reference/index.ts'
import type { LegalLoop } from './legal-loop.ts'
import { loopOf } from '../fault.ts'

/** Throws the error that ended its coroutine at every caller, not only at the first one. */
class KeepingItsLastWords<T> extends Task<T> {
  protected override makeCancelledError(): Error {
    const error = super.makeCancelledError()
    this.cancelledError = error
    return error
  }
}

/** Of several requests that are open at the same time, the message of the first one counts. */
class HearingTheFirstReason<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    const { mustCancel, cancelArgs } = this
    const accepted = super.cancel(message)
    if (mustCancel) this.cancelArgs = cancelArgs
    return accepted
  }
}

/** Schedules the step that delivers the cancellation a second time. */
class TakingItsTime<T> extends Task<T> {
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

function legal(name: string, tasks: typeof Task): LegalLoop {
  const Loop = loopOf({ tasks })
  return { name, newEventLoop: () => new Loop() }
}

export const cancellationLiberties: readonly LegalLoop[] = [
  legal('keeps-its-last-words', KeepingItsLastWords),
  legal('hears-the-first-reason', HearingTheFirstReason),
  legal('takes-its-time', TakingItsTime),
]
