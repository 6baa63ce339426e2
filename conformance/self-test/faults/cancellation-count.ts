/** Tasks that count requests wrong, and tasks that lose the message. */
import { Task, type Failure } from '../../../reference/index.ts'
import { CancelledError } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'

class CountingToOne<T> extends Task<T> {
  override cancelling(): number {
    return Math.min(1, super.cancelling())
  }
}

class ForgettingWhatWasDelivered<T> extends Task<T> {
  override step(failure: Failure | null): void {
    const { mustCancel } = this
    super.step(failure)
    if (mustCancel || failure !== null) this.cancelRequests = 0
  }
}

class TakingAllBack<T> extends Task<T> {
  override uncancel(): number {
    this.cancelRequests = Math.min(1, this.cancelRequests)
    return super.uncancel()
  }
}

class CountingBelowZero<T> extends Task<T> {
  override uncancel(): number {
    const left = this.cancelRequests - 1
    super.uncancel()
    return (this.cancelRequests = left)
  }
}

/** As CPython did until 3.12. */
class DeliveringWhatWasTakenBack<T> extends Task<T> {
  override uncancel(): number {
    const { mustCancel } = this
    const left = super.uncancel()
    this.mustCancel = mustCancel
    return left
  }
}

class DroppingTheRequestThatIsLeft<T> extends Task<T> {
  override uncancel(): number {
    this.mustCancel = false
    return super.uncancel()
  }
}

class LosingTheMessageOnTheWay<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    return this.waiter?.done() === false ? super.cancel(message) : super.cancel()
  }
}

class LosingTheMessageAtTheEnd<T> extends Task<T> {
  protected override finishCancelled(): void {
    this.cancelArgs = []
    super.finishCancelled(null)
  }
}

class MakingItsErrorAnew<T> extends Task<T> {
  protected override makeCancelledError(): Error {
    const { args } = super.makeCancelledError() as { args?: readonly unknown[] }
    return new CancelledError(...(args ?? []))
  }
}

const fault = (name: string, clause: string, observes: RegExp, FaultyTask: typeof Task): Fault => ({
  name,
  clause: `cancellation.${clause}` as Fault['clause'],
  observes,
  adapter: withTask(name, FaultyTask),
})

export const cancellationCountFaults: readonly Fault[] = [
  fault('counts-no-second-request', 'each-request-counts', /cancelling\(\): new/, CountingToOne),
  fault(
    'forgets-requests-that-were-delivered',
    'each-request-counts',
    /cancelling\(\)/,
    ForgettingWhatWasDelivered,
  ),
  fault(
    'takes-all-requests-back-at-once',
    'uncancel-takes-one-back',
    /uncancel\(\) and cancelling/,
    TakingAllBack,
  ),
  fault(
    'counts-requests-below-zero',
    'uncancel-takes-one-back',
    /uncancel\(\) and cancelling/,
    CountingBelowZero,
  ),
  fault(
    'delivers-what-was-taken-back',
    'uncancelled-request-is-not-delivered',
    /it was cancelled/,
    DeliveringWhatWasTakenBack,
  ),
  fault(
    'drops-the-request-that-is-left',
    'uncancelled-request-is-not-delivered',
    /it went on/,
    DroppingTheRequestThatIsLeft,
  ),
  fault(
    'loses-the-message-at-the-next-step',
    'message-reaches-the-coroutine',
    /the args of the CancelledError/,
    LosingTheMessageOnTheWay,
  ),
  fault(
    'loses-the-message-at-the-end',
    'message-reaches-the-awaiter',
    /the args of what result\(\) throws/,
    LosingTheMessageAtTheEnd,
  ),
  fault(
    'makes-the-error-of-a-cancellation-anew',
    'awaiter-gets-the-very-error',
    /what result\(\), exception\(\) and the await threw/,
    MakingItsErrorAnew,
  ),
]
