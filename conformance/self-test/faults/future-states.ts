import { Future } from '../../../reference/index.ts'
import { isCancelledError, isFatalError, RuntimeError } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { withFuture } from './with-future.ts'

class AnsweringWhilePending<T> extends Future<T> {
  override result(): T {
    return this.done() ? super.result() : (undefined as T)
  }
}

class ReadableOnce<T> extends Future<T> {
  override result(): T {
    const result = super.result()
    this.value = undefined
    return result
  }
}

class Following<T> extends Future<T> {
  override setResult(value: T): void {
    if (!(value instanceof Future)) super.setResult(value)
    else
      value.addDoneCallback(() => {
        super.setResult(value.result() as T)
      })
  }
}

class FailingWithErrors<T> extends Future<T> {
  override setResult(value: T): void {
    if (value instanceof Error) this.setException(value)
    else super.setResult(value)
  }
}

class WrappingErrors<T> extends Future<T> {
  override result(): T {
    try {
      return super.result()
    } catch (error) {
      if (this.cancelled() || !this.done()) throw error
      throw new RuntimeError('The future has failed.', { cause: error })
    }
  }
}

class CancelledByAnError<T> extends Future<T> {
  override setException(exception: unknown): void {
    if (isCancelledError(exception)) this.cancel()
    else super.setException(exception)
  }
}

class RaisingWhatItStores<T> extends Future<T> {
  override setException(exception: unknown): void {
    super.setException(exception)
    if (isFatalError(exception)) throw exception
  }
}

class FailingWithNull<T> extends Future<T> {
  override setException(exception: unknown): void {
    this.settle('failed', exception)
  }
}

class StoringTheClass<T> extends Future<T> {
  override setException(exception: unknown): void {
    if (typeof exception === 'function') this.settle('failed', exception)
    else super.setException(exception)
  }
}

class IgnoringTheSecond<T> extends Future<T> {
  protected override settle(...given: Parameters<Future<T>['settle']>): void {
    if (!this.done()) super.settle(...given)
  }
}

class TakingTheLast<T> extends Future<T> {
  protected override settle(...given: Parameters<Future<T>['settle']>): void {
    this.state = 'pending'
    super.settle(...given)
  }
}

class AlwaysScheduling<T> extends Future<T> {
  protected override scheduleCallbacks(): void {
    const registrations = this.callbacks ?? []
    this.callbacks = null
    this.loop.callSoon(() => undefined)
    for (const { callback, context } of registrations) this.loop.callSoon(callback, [this], { context })
  }
}

class DoneLast<T> extends Future<T> {
  protected override settle(...given: Parameters<Future<T>['settle']>): void {
    if (this.callbacks !== null && this.loop.isClosed()) this.scheduleCallbacks()
    super.settle(...given)
  }
}

export const futureStateFaults: readonly Fault[] = [
  {
    name: 'answers-undefined-while-pending',
    clause: 'future.pending-has-no-result',
    observes: /result\(\) of a pending future threw nothing/,
    adapter: withFuture('answers-undefined-while-pending', AnsweringWhilePending),
  },
  {
    name: 'gives-its-result-once',
    clause: 'future.keeps-its-result',
    observes: /result\(\), asked again/,
    adapter: withFuture('gives-its-result-once', ReadableOnce),
  },
  {
    name: 'follows-a-future-given-as-the-result',
    clause: 'future.keeps-its-result',
    observes: /done\(\) of a future with a result/,
    adapter: withFuture('follows-a-future-given-as-the-result', Following),
  },
  {
    name: 'fails-when-the-result-is-an-error',
    clause: 'future.keeps-its-result',
    observes: /a value like any other/,
    adapter: withFuture('fails-when-the-result-is-an-error', FailingWithErrors),
  },
  {
    name: 'wraps-its-exception',
    clause: 'future.keeps-its-exception',
    observes: /what result\(\) throws/,
    adapter: withFuture('wraps-its-exception', WrappingErrors),
  },
  {
    name: 'takes-a-stored-cancelled-error-for-a-cancellation',
    clause: 'future.keeps-its-exception',
    observes: /cancelled\(\) of a future with an exception/,
    adapter: withFuture('takes-a-stored-cancelled-error-for-a-cancellation', CancelledByAnError),
  },
  {
    name: 'raises-a-fatal-error-when-it-is-stored',
    clause: 'future.keeps-its-exception',
    observes: /a run in which one of the fatal pair is stored/,
    adapter: withFuture('raises-a-fatal-error-when-it-is-stored', RaisingWhatItStores),
  },
  {
    name: 'takes-null-for-an-exception',
    clause: 'future.exception-must-be-given',
    observes: /setException\(null\) was accepted/,
    adapter: withFuture('takes-null-for-an-exception', FailingWithNull),
    alsoBreaks: {
      'future.exception-class-is-instantiated':
        'both are the work of the one check of the argument that is missing',
    },
  },
  {
    name: 'stores-a-class-of-errors-as-it-is',
    clause: 'future.exception-class-is-instantiated',
    observes: /exception\(\) answered the class/,
    adapter: withFuture('stores-a-class-of-errors-as-it-is', StoringTheClass),
  },
  {
    name: 'ignores-a-second-result',
    clause: 'future.settles-once',
    observes: /setResult\(\) on a done future threw nothing/,
    adapter: withFuture('ignores-a-second-result', IgnoringTheSecond),
  },
  {
    name: 'takes-the-last-result',
    clause: 'future.settles-once',
    observes: /setResult\(\) on a done future threw nothing/,
    adapter: withFuture('takes-the-last-result', TakingTheLast),
  },
  {
    name: 'schedules-something-even-without-callbacks',
    clause: 'future.needs-no-running-loop',
    observes: /setResult\(\) after close\(\)/,
    adapter: withFuture('schedules-something-even-without-callbacks', AlwaysScheduling),
  },
  {
    name: 'is-done-only-when-its-callbacks-are-scheduled',
    clause: 'future.is-done-although-nobody-can-be-called',
    observes: /done\(\) afterwards/,
    adapter: withFuture('is-done-only-when-its-callbacks-are-scheduled', DoneLast),
  },
]
