import { Future } from '../../../../reference/index.ts'
import { isCancelledError, isFatalError, RuntimeError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const answersUndefinedWhilePending = fault(
  'future.pending-has-no-result',
  'answers-undefined-while-pending',
  {
    says: 'result() of a pending future did not throw',
    futures: class<T> extends Future<T> {
      override result(): T {
        return this.done() ? super.result() : (undefined as T)
      }
    },
  },
)

export const givesItsResultOnce = fault('future.keeps-its-result', 'gives-its-result-once', {
  says: 'result(), called again',
  futures: class<T> extends Future<T> {
    override result(): T {
      const result = super.result()
      this.value = undefined
      return result
    }
  },
})

export const followsAFutureGivenAsTheResult = fault(
  'future.keeps-its-result',
  'follows-a-future-given-as-the-result',
  {
    says: 'done() of a future with a result',
    futures: class<T> extends Future<T> {
      override setResult(value: T): void {
        if (!(value instanceof Future)) super.setResult(value)
        else
          value.addDoneCallback(() => {
            super.setResult(value.result() as T)
          })
      }
    },
  },
)

export const failsWhenTheResultIsAnError = fault(
  'future.keeps-its-result',
  'fails-when-the-result-is-an-error',
  {
    says: 'a value like any other',
    futures: class<T> extends Future<T> {
      override setResult(value: T): void {
        if (value instanceof Error) this.setException(value)
        else super.setResult(value)
      }
    },
  },
)

export const passesOverTheSameResult = fault('future.settles-once', 'passes-over-the-same-result', {
  says: 'setResult() on a done future did not throw',
  futures: class<T> extends Future<T> {
    override setResult(value: T): void {
      if (!this.done() || !Object.is(value, this.value)) super.setResult(value)
    }
  },
})

export const takesNanForNoResult = fault('future.keeps-its-result', 'takes-nan-for-no-result', {
  says: 'result() is null, not NaN',
  futures: class<T> extends Future<T> {
    override setResult(value: T): void {
      super.setResult((Number.isNaN(value) ? null : value) as T)
    }
  },
})

export const wrapsItsException = fault('future.keeps-its-exception', 'wraps-its-exception', {
  says: 'what result() throws',
  futures: class<T> extends Future<T> {
    override result(): T {
      try {
        return super.result()
      } catch (error) {
        if (this.cancelled() || !this.done()) throw error
        throw new RuntimeError('The future has failed.', { cause: error })
      }
    }
  },
})

export const takesAStoredCancelledErrorForACancellation = fault(
  'future.keeps-its-exception',
  'takes-a-stored-cancelled-error-for-a-cancellation',
  {
    says: 'cancelled() of a future with an exception',
    futures: class<T> extends Future<T> {
      override setException(exception: unknown): void {
        if (isCancelledError(exception)) this.cancel()
        else super.setException(exception)
      }
    },
  },
)

export const raisesAFatalErrorWhenItIsStored = fault(
  'future.keeps-its-exception',
  'raises-a-fatal-error-when-it-is-stored',
  {
    says: 'a run in which one of the fatal pair is stored',
    futures: class<T> extends Future<T> {
      override setException(exception: unknown): void {
        super.setException(exception)
        if (isFatalError(exception)) throw exception
      }
    },
  },
)

export const takesNullForAnException = fault(
  'future.exception-must-be-given',
  'takes-null-for-an-exception',
  {
    says: 'setException(null) was accepted',
    futures: class<T> extends Future<T> {
      override setException(exception: unknown): void {
        this.settle('failed', exception)
      }
    },
    alsoBreaks: {
      'future.exception-class-is-instantiated':
        'both are the work of the one check of the argument that is missing',
    },
  },
)

export const storesAClassOfErrorsAsItIs = fault(
  'future.exception-class-is-instantiated',
  'stores-a-class-of-errors-as-it-is',
  {
    says: 'exception() returned the class',
    futures: class<T> extends Future<T> {
      override setException(exception: unknown): void {
        if (typeof exception === 'function') this.settle('failed', exception)
        else super.setException(exception)
      }
    },
  },
)

export const ignoresASecondResult = fault('future.settles-once', 'ignores-a-second-result', {
  says: 'setResult() on a done future did not throw',
  futures: class<T> extends Future<T> {
    protected override settle(...given: Parameters<Future<T>['settle']>): void {
      if (!this.done()) super.settle(...given)
    }
  },
})

export const takesTheLastResult = fault('future.settles-once', 'takes-the-last-result', {
  says: 'setResult() on a done future did not throw',
  futures: class<T> extends Future<T> {
    protected override settle(...given: Parameters<Future<T>['settle']>): void {
      this.state = 'pending'
      super.settle(...given)
    }
  },
})

export const schedulesSomethingEvenWithoutCallbacks = fault(
  'future.needs-no-running-loop',
  'schedules-something-even-without-callbacks',
  {
    says: 'setResult() after close()',
    futures: class<T> extends Future<T> {
      protected override scheduleCallbacks(): void {
        const registrations = this.callbacks ?? []
        this.callbacks = null
        this.loop.callSoon(() => undefined)
        for (const { callback, context } of registrations) this.loop.callSoon(callback, [this], { context })
      }
    },
  },
)

export const isDoneOnlyWhenItsCallbacksAreScheduled = fault(
  'future.is-done-although-nobody-can-be-called',
  'is-done-only-when-its-callbacks-are-scheduled',
  {
    says: 'done() afterwards',
    futures: class<T> extends Future<T> {
      protected override settle(...given: Parameters<Future<T>['settle']>): void {
        if (this.callbacks !== null && this.loop.isClosed()) this.scheduleCallbacks()
        super.settle(...given)
      }
    },
  },
)
