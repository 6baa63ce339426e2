import { Task } from '../../../../reference/index.ts'
import { CancelledError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const losesTheMessageAtTheNextStep = fault(
  'cancellation.message-reaches-the-coroutine',
  'loses-the-message-at-the-next-step',
  {
    says: 'the args of the CancelledError',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        return this.waiter?.done() === false ? super.cancel(message) : super.cancel()
      }
    },
  },
)

export const losesTheMessageAtTheEnd = fault(
  'cancellation.message-reaches-the-awaiter',
  'loses-the-message-at-the-end',
  {
    says: 'the args of what result() throws',
    tasks: class<T> extends Task<T> {
      protected override finishCancelled(): void {
        this.cancelArgs = []
        super.finishCancelled(null)
      }
    },
  },
)

export const losesTheMessageInException = fault(
  'cancellation.message-reaches-the-awaiter',
  'loses-the-message-in-exception',
  {
    says: 'The args of what exception() throws: []',
    tasks: class<T> extends Task<T> {
      override exception(): unknown {
        if (this.cancelled()) throw new CancelledError()
        return super.exception()
      }
    },
  },
)

export const makesTheErrorOfACancellationAnew = fault(
  'cancellation.awaiter-gets-the-very-error',
  'makes-the-error-of-a-cancellation-anew',
  {
    says: 'what result(), exception() and the await threw',
    tasks: class<T> extends Task<T> {
      protected override makeCancelledError(): Error {
        const { args } = super.makeCancelledError() as { args?: readonly unknown[] }
        return new CancelledError(...(args ?? []))
      }
    },
  },
)
