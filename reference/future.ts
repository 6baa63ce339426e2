import { InvalidStateError, RuntimeError } from '../spec/errors.ts'
import type {
  Context,
  DoneCallback,
  EventLoop,
  SettableFuture,
  Suspension,
} from '../spec/interfaces/index.ts'
import { argumentList } from './argument-list.ts'
import { cancelledError } from './cancelled-error.ts'
import { copyContext } from './context.ts'
import { getEventLoop } from './get-event-loop.ts'
import { watchException, type Unretrieved } from './unretrieved.ts'

/** One registration of a done callback. It is also the options object for `callSoon`, so it is passed on as it is. */
class Registration {
  readonly callback: DoneCallback<never>
  readonly context: Context

  constructor(callback: DoneCallback<never>, context: Context) {
    this.callback = callback
    this.context = context
  }
}

const noArgs: readonly unknown[] = Object.freeze([])

/**
 * A result that is available later.
 *
 * Invariant: pending means that `callbacks` may hold registrations and that `value` means nothing; finished,
 * failed and cancelled are final, and every registration has been passed to `callSoon`. A future never calls a callback itself.
 */
export class ReferenceFuture<T = unknown> implements SettableFuture<T> {
  futureBlocking = false
  protected readonly loop: EventLoop
  protected state: 'pending' | 'finished' | 'failed' | 'cancelled' = 'pending'
  /** The result of a finished future, the error of a failed one. */
  protected value: unknown = undefined
  protected unretrieved: Unretrieved | null = null
  protected callbacks: Registration[] | null = null
  /** The message of the cancellation, as `args` of the error. */
  protected cancelArgs = noArgs

  constructor(options: { loop?: EventLoop | null | undefined } = {}) {
    this.loop = options.loop ?? getEventLoop()
  }

  getLoop(): EventLoop {
    return this.loop
  }

  done(): boolean {
    return this.state !== 'pending'
  }

  cancelled(): boolean {
    return this.state === 'cancelled'
  }

  result(): T {
    if (this.state === 'finished') return this.value as T
    if (this.unretrieved !== null) this.unretrieved.noteRetrieval()
    if (this.state === 'pending') throw new InvalidStateError('The future is pending and has no result yet.')
    throw this.state === 'cancelled' ? this.makeCancelledError() : this.value
  }

  exception(): unknown {
    if (this.state === 'pending')
      throw new InvalidStateError('The future is pending and has no exception yet.')
    if (this.state === 'cancelled') throw this.makeCancelledError()
    if (this.unretrieved !== null) this.unretrieved.noteRetrieval()
    return this.state === 'failed' ? this.value : null
  }

  /** False if the future has failed and nothing has asked for its error yet. */
  isErrorRetrieved(): boolean {
    return this.unretrieved?.retrieved ?? true
  }

  setResult(value: T): void {
    this.settle('finished', value)
  }

  setException(exception: unknown): void {
    this.settle('failed', checkException(exception))
  }

  cancel(message?: unknown): boolean {
    // Code that cancels a future does not need its exception any more.
    if (this.unretrieved !== null) this.unretrieved.noteRetrieval()
    if (this.state !== 'pending') return false
    this.cancelArgs = message === undefined || message === null ? [] : [message]
    this.markCancelled()
    return true
  }

  addDoneCallback(callback: DoneCallback<this>, options?: { context?: Context | undefined }): void {
    const registration = new Registration(callback, options?.context ?? copyContext())
    if (this.state !== 'pending') this.loop.callSoon(callback, [this], registration)
    else if (this.callbacks === null) this.callbacks = argumentList(registration)
    else this.callbacks.push(registration)
  }

  removeDoneCallback(callback: DoneCallback<this>): number {
    if (this.callbacks === null) return 0
    const kept = this.callbacks.filter((registration) => registration.callback !== callback)
    const removed = this.callbacks.length - kept.length
    this.callbacks = kept.length === 0 ? null : kept
    return removed
  }

  [Symbol.iterator](): Iterator<Suspension, T, void> {
    return new FutureIterator(this)
  }

  /** A promise of the result, for code outside the loop. The future itself has no `then`, so a run does not adopt it. */
  toPromise(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.addDoneCallback(() => {
        try {
          resolve(this.result())
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  protected settle(state: 'finished' | 'failed', value: unknown): void {
    if (this.state !== 'pending')
      throw new InvalidStateError(`The future is already ${this.state}. Check done() before you settle it.`)
    this.value = value
    this.state = state
    if (state === 'failed') this.unretrieved = watchException(this, this.loop, value, this.constructor.name)
    this.scheduleCallbacks()
  }

  protected markCancelled(): void {
    this.state = 'cancelled'
    this.scheduleCallbacks()
  }

  protected makeCancelledError(): Error {
    return cancelledError(this.cancelArgs)
  }

  protected scheduleCallbacks(): void {
    const callbacks = this.callbacks
    if (callbacks === null) return
    this.callbacks = null
    const args = argumentList(this)
    for (const registration of callbacks) this.loop.callSoon(registration.callback, args, registration)
  }
}

/** Yields the future once if it is pending. It is an object, not a generator, because every await makes one. */
class FutureIterator<T> implements Iterator<Suspension, T, void> {
  private readonly future: ReferenceFuture<T>
  private waited = false

  constructor(future: ReferenceFuture<T>) {
    this.future = future
  }

  next(): IteratorResult<Suspension, T> {
    const future = this.future
    if (future.done()) return { done: true, value: future.result() }
    if (this.waited)
      throw new RuntimeError('The future was resumed before it was done. Await it with yield* in a task.')
    this.waited = true
    future.futureBlocking = true
    return { done: false, value: future as unknown as Suspension }
  }

  throw(error: unknown): never {
    throw error
  }

  return(value: T): IteratorResult<Suspension, T> {
    return { done: true, value }
  }
}

/** An error class is instantiated without arguments. Null and undefined are refused: `exception()` returns null for "no exception". */
function checkException(exception: unknown): unknown {
  if (exception === null || exception === undefined)
    throw new TypeError(`setException() expects an exception, not ${String(exception)}.`)
  const isClass =
    typeof exception === 'function' && (exception === Error || exception.prototype instanceof Error)
  return isClass ? new (exception as new () => Error)() : exception
}
