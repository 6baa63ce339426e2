import { Future } from '../../../reference/index.ts'
import type { Fault } from '../fault.ts'
import { withFuture } from './with-future.ts'

class CancellingLater<T> extends Future<T> {
  override cancel(message?: unknown): boolean {
    if (this.done()) return false
    this.loop.callSoon(() => super.cancel(message))
    return true
  }
}

class AlwaysCancelled<T> extends Future<T> {
  override cancel(message?: unknown): boolean {
    super.cancel(message)
    return true
  }
}

class TakingTheLastMessage<T> extends Future<T> {
  override cancel(message?: unknown): boolean {
    if (this.cancelled()) this.cancelArgs = [message]
    return super.cancel(message)
  }
}

class LosingTheMessage<T> extends Future<T> {
  override cancel(): boolean {
    return super.cancel()
  }
}

class LosingFalsyMessages<T> extends Future<T> {
  override cancel(message?: unknown): boolean {
    return message ? super.cancel(message) : super.cancel()
  }
}

class MakingArgsOfNull<T> extends Future<T> {
  override cancel(...args: unknown[]): boolean {
    const cancelled = super.cancel(args[0])
    if (cancelled) this.cancelArgs = args
    return cancelled
  }
}

class ThrowingOneError<T> extends Future<T> {
  #error: Error | null = null

  protected override makeCancelledError(): Error {
    return (this.#error ??= super.makeCancelledError())
  }
}

export const futureCancelFaults: readonly Fault[] = [
  {
    name: 'cancels-in-the-next-iteration',
    clause: 'future.cancel-ends-it',
    observes: /cancelled\(\) right after cancel\(\)/,
    adapter: withFuture('cancels-in-the-next-iteration', CancellingLater),
  },
  {
    name: 'says-that-it-cancelled-a-done-future',
    clause: 'future.cancel-of-a-done-future-is-refused',
    observes: /cancel\(\) of a done future/,
    adapter: withFuture('says-that-it-cancelled-a-done-future', AlwaysCancelled),
  },
  {
    name: 'takes-the-message-of-the-last-cancel',
    clause: 'future.cancel-message-is-kept',
    observes: /the args after a second cancel\(\)/,
    adapter: withFuture('takes-the-message-of-the-last-cancel', TakingTheLastMessage),
  },
  {
    name: 'loses-the-message-of-a-cancellation',
    clause: 'future.cancel-message-is-kept',
    observes: /the args of the CancelledError/,
    adapter: withFuture('loses-the-message-of-a-cancellation', LosingTheMessage),
  },
  {
    name: 'loses-an-empty-message',
    clause: 'future.cancel-message-is-kept',
    observes: /the args of the CancelledError: \[''\]/,
    adapter: withFuture('loses-an-empty-message', LosingFalsyMessages),
  },
  {
    name: 'takes-null-for-a-message',
    clause: 'future.cancel-message-is-kept',
    observes: /the args after cancel\(null\)/,
    adapter: withFuture('takes-null-for-a-message', MakingArgsOfNull),
  },
  {
    name: 'throws-one-cancelled-error-at-everybody',
    clause: 'future.cancelled-error-is-new-each-time',
    observes: /the number of different errors/,
    adapter: withFuture('throws-one-cancelled-error-at-everybody', ThrowingOneError),
  },
]
