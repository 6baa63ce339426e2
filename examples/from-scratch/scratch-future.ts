import {
  CancelledError,
  copyContext,
  getEventLoop,
  InvalidStateError,
  RuntimeError,
} from 'loop-conformance/reference'
import type { Context, DoneCallback, EventLoop, SettableFuture, Suspension } from 'loop-conformance/spec'

type Outcome<T> = { value: T } | { error: unknown } | { cancelledWith: readonly unknown[] }

interface Registration {
  readonly callback: DoneCallback<never>
  readonly context: Context
}

/** A future with a single field for its outcome. The reference has a state and two fields. */
export class ScratchFuture<T = unknown> implements SettableFuture<T> {
  futureBlocking = false
  protected readonly home: EventLoop
  #outcome: Outcome<T> | null = null
  #callbacks: Registration[] = []

  constructor(options: { loop?: EventLoop | null | undefined } = {}) {
    this.home = options.loop ?? getEventLoop()
  }

  getLoop(): EventLoop {
    return this.home
  }

  done(): boolean {
    return this.#outcome !== null
  }

  cancelled(): boolean {
    return this.#outcome !== null && 'cancelledWith' in this.#outcome
  }

  result(): T {
    const outcome = this.#settled()
    if ('value' in outcome) return outcome.value
    throw outcome.error
  }

  exception(): unknown {
    const outcome = this.#settled()
    return 'value' in outcome ? null : outcome.error
  }

  /** The outcome of a future that is done and was not cancelled; throws for the others. */
  #settled(): Exclude<Outcome<T>, { cancelledWith: readonly unknown[] }> {
    if (this.#outcome === null) throw new InvalidStateError('the future is still pending')
    if ('cancelledWith' in this.#outcome) throw this.cancelledError(this.#outcome.cancelledWith)
    return this.#outcome
  }

  protected cancelledError(args: readonly unknown[]): Error {
    return new CancelledError(...args)
  }

  setResult(value: T): void {
    this.settle({ value })
  }

  setException(exception: unknown): void {
    if (exception === null || exception === undefined) throw new TypeError('an exception is needed')
    const isClass =
      typeof exception === 'function' && (exception === Error || Error.isPrototypeOf.call(Error, exception))
    this.settle({ error: isClass ? new (exception as new () => Error)() : exception })
  }

  cancel(message?: unknown): boolean {
    if (this.done()) return false
    this.settle({ cancelledWith: message === undefined || message === null ? [] : [message] })
    return true
  }

  protected settle(outcome: Outcome<T>): void {
    if (this.#outcome !== null) throw new InvalidStateError('the future is done already')
    this.#outcome = outcome
    const callbacks = this.#callbacks
    this.#callbacks = []
    for (const { callback, context } of callbacks) this.home.callSoon(callback, [this], { context })
  }

  addDoneCallback(callback: DoneCallback<this>, options: { context?: Context | undefined } = {}): void {
    const context = options.context ?? copyContext()
    if (this.done()) this.home.callSoon(callback, [this], { context })
    else this.#callbacks.push({ callback: callback, context })
  }

  removeDoneCallback(callback: DoneCallback<this>): number {
    const before = this.#callbacks.length
    this.#callbacks = this.#callbacks.filter((one) => one.callback !== callback)
    return before - this.#callbacks.length
  }

  *[Symbol.iterator](): Iterator<Suspension, T, void> {
    if (!this.done()) {
      this.futureBlocking = true
      yield this as unknown as Suspension
    }
    if (!this.done()) throw new RuntimeError('resumed too early: await a future with yield*')
    return this.result()
  }
}
