import { CancelledError, InvalidStateError, RuntimeError } from '../spec/errors.ts'
import type {
  Context,
  DoneCallback,
  EventLoop,
  SettableFuture,
  Suspension,
} from '../spec/interfaces/index.ts'
import { argumentList } from './argument-list.ts'
import { copyContext } from './context.ts'
import { getEventLoop } from './get-event-loop.ts'
import { watchException, type Unretrieved } from './unretrieved.ts'

/** One registration of a done callback: an options object for `callSoon`, so that it can be passed on as it is. */
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
 * A result that will be there later.
 *
 * Invariant: pending means that `callbacks` may hold registrations and that `value` means nothing; finished,
 * failed and cancelled are final, with every registration handed to `callSoon`, never called from here.
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
    if (this.state === 'pending') throw new InvalidStateError('Result is not set.')
    throw this.state === 'cancelled' ? this.makeCancelledError() : this.value
  }

  exception(): unknown {
    if (this.state === 'pending') throw new InvalidStateError('Exception is not set.')
    if (this.state === 'cancelled') throw this.makeCancelledError()
    if (this.unretrieved !== null) this.unretrieved.noteRetrieval()
    return this.state === 'failed' ? this.value : null
  }

  setResult(value: T): void {
    this.settle('finished', value)
  }

  setException(exception: unknown): void {
    this.settle('failed', checkException(exception))
  }

  cancel(message?: unknown): boolean {
    // Whoever cancels does not care for the exception any more.
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

  /** Leads out of the loop: a promise of the result. The future itself has no `then`, so that no run adopts it. */
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
    if (this.state !== 'pending') throw new InvalidStateError(`The future is already ${this.state}.`)
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
    return new CancelledError(...this.cancelArgs)
  }

  protected scheduleCallbacks(): void {
    const callbacks = this.callbacks
    if (callbacks === null) return
    this.callbacks = null
    const args = argumentList(this)
    for (const registration of callbacks) this.loop.callSoon(registration.callback, args, registration)
  }
}

/** Yields the future once while it is pending. An object rather than a generator, for it is made at every await. */
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
      throw new RuntimeError("yield* wasn't used with the future: it was resumed before it was done.")
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

/** A class is instantiated without arguments. Null and undefined would read as "no exception". */
function checkException(exception: unknown): unknown {
  if (exception === null || exception === undefined)
    throw new TypeError(`invalid exception object: ${String(exception)}`)
  const isClass =
    typeof exception === 'function' && (exception === Error || exception.prototype instanceof Error)
  return isClass ? new (exception as new () => Error)() : exception
}
