import { Future } from '../../../../reference/index.ts'
import { InvalidStateError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const cancelsInTheNextIteration = fault('future.cancel-ends-it', 'cancels-in-the-next-iteration', {
  says: 'cancelled() right after cancel()',
  futures: class<T> extends Future<T> {
    override cancel(message?: unknown): boolean {
      if (this.done()) return false
      this.loop.callSoon(() => super.cancel(message))
      return true
    }
  },
})

export const saysThatItCancelledADoneFuture = fault(
  'future.cancel-of-a-done-future-is-refused',
  'says-that-it-cancelled-a-done-future',
  {
    says: 'cancel() of a done future',
    futures: class<T> extends Future<T> {
      override cancel(message?: unknown): boolean {
        super.cancel(message)
        return true
      }
    },
  },
)

export const takesTheMessageOfTheLastCancel = fault(
  'future.cancel-message-is-kept',
  'takes-the-message-of-the-last-cancel',
  {
    says: 'the args after a second cancel()',
    futures: class<T> extends Future<T> {
      override cancel(message?: unknown): boolean {
        if (this.cancelled()) this.cancelArgs = [message]
        return super.cancel(message)
      }
    },
  },
)

export const losesTheMessageOfACancellation = fault(
  'future.cancel-message-is-kept',
  'loses-the-message-of-a-cancellation',
  {
    says: 'the args of the CancelledError',
    futures: class<T> extends Future<T> {
      override cancel(): boolean {
        return super.cancel()
      }
    },
  },
)

export const losesAnEmptyMessage = fault('future.cancel-message-is-kept', 'loses-an-empty-message', {
  says: "the args of the CancelledError: ['']",
  futures: class<T> extends Future<T> {
    override cancel(message?: unknown): boolean {
      return message ? super.cancel(message) : super.cancel()
    }
  },
})

export const takesNullForAMessage = fault('future.cancel-message-is-kept', 'takes-null-for-a-message', {
  says: 'the args after cancel(null)',
  futures: class<T> extends Future<T> {
    override cancel(...args: unknown[]): boolean {
      const cancelled = super.cancel(args[0])
      if (cancelled) this.cancelArgs = args
      return cancelled
    }
  },
})

export const throwsOneCancelledErrorAtEverybody = fault(
  'future.cancelled-error-is-new-each-time',
  'throws-one-cancelled-error-at-everybody',
  {
    says: 'the number of different errors',
    futures: class<T> extends Future<T> {
      #error: Error | null = null

      protected override makeCancelledError(): Error {
        return (this.#error ??= super.makeCancelledError())
      }
    },
  },
)

export const throwsWhenADoneFutureIsCancelled = fault(
  'future.cancel-of-a-done-future-is-refused',
  'throws-when-a-done-future-is-cancelled',
  {
    says: 'is done already',
    futures: class<T> extends Future<T> {
      override cancel(message?: unknown): boolean {
        if (this.done()) throw new InvalidStateError('The future is done already.')
        return super.cancel(message)
      }
    },
    profiles: ['host', 'base-hooks', 'net'],
  },
)
