import { Task } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import { isCancelledError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** Delivers a request again after the awaited future has delivered it. */
export const deliversACancellationTwice = fault(
  'cancellation.arrives-once',
  'delivers-a-cancellation-twice',
  {
    says: /happened twice|was cancelled/,
    tasks: class<T> extends Task<T> {
      override step(failure: Failure | null): void {
        const again = this.mustCancel && isCancelledError(failure?.error)
        if (again) this.mustCancel = false
        super.step(failure)
        if (again && !this.done()) this.mustCancel = true
      }
    },
  },
)

export const canBeCancelledOnceOnly = fault(
  'cancellation.can-be-asked-for-again',
  'can-be-cancelled-once-only',
  {
    says: 'still pending',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        if (this.done() || this.cancelRequests === 0) return super.cancel(message)
        this.cancelRequests++
        return true
      }
    },
  },
)

export const countsNoSecondRequest = fault('cancellation.each-request-counts', 'counts-no-second-request', {
  says: 'cancelling(): new',
  tasks: class<T> extends Task<T> {
    override cancelling(): number {
      return Math.min(1, super.cancelling())
    }
  },
})

export const forgetsRequestsThatWereDelivered = fault(
  'cancellation.each-request-counts',
  'forgets-requests-that-were-delivered',
  {
    says: 'cancelling()',
    tasks: class<T> extends Task<T> {
      override step(failure: Failure | null): void {
        const { mustCancel } = this
        super.step(failure)
        if (mustCancel || failure !== null) this.cancelRequests = 0
      }
    },
  },
)

export const takesAllRequestsBackAtOnce = fault(
  'cancellation.uncancel-takes-one-back',
  'takes-all-requests-back-at-once',
  {
    says: 'uncancel() and cancelling',
    tasks: class<T> extends Task<T> {
      override uncancel(): number {
        this.cancelRequests = Math.min(1, this.cancelRequests)
        return super.uncancel()
      }
    },
  },
)

export const countsRequestsBelowZero = fault(
  'cancellation.uncancel-takes-one-back',
  'counts-requests-below-zero',
  {
    says: 'uncancel() and cancelling',
    tasks: class<T> extends Task<T> {
      override uncancel(): number {
        const left = this.cancelRequests - 1
        super.uncancel()
        return (this.cancelRequests = left)
      }
    },
  },
)

/** CPython did the same until 3.12. */
export const deliversWhatWasTakenBack = fault(
  'cancellation.uncancelled-request-is-not-delivered',
  'delivers-what-was-taken-back',
  {
    says: 'that task was cancelled',
    tasks: class<T> extends Task<T> {
      override uncancel(): number {
        const { mustCancel } = this
        const left = super.uncancel()
        this.mustCancel = mustCancel
        return left
      }
    },
  },
)

export const dropsTheRequestThatIsLeft = fault(
  'cancellation.uncancelled-request-is-not-delivered',
  'drops-the-request-that-is-left',
  {
    says: 'that task went on',
    tasks: class<T> extends Task<T> {
      override uncancel(): number {
        this.mustCancel = false
        return super.uncancel()
      }
    },
  },
)
