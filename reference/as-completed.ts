import { TimeoutError } from '../spec/errors.ts'
import type {
  AsCompletedOptions,
  Awaitable,
  Completions,
  Coroutine,
  Future,
  Handle,
  SettableFuture,
} from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { getEventLoop } from './get-event-loop.ts'
import { isCoroutine, isFuture } from './is-future.ts'

/**
 * A queue of the futures that are done. Invariant: `#todo` has the futures whose callback has not run yet, and what is in
 * `#arrived` has not been taken. Null in `#arrived` is a future that was late.
 */
class CompletionIterator<T> implements Completions<T> {
  readonly #loop = getEventLoop()
  readonly #todo: Set<Future<T>>
  readonly #arrived: (Future<T> | null)[] = []
  readonly #waiters = new Set<SettableFuture<undefined>>()
  readonly #timer: Handle | null
  /** How many of the futures the program has not asked for. */
  #left: number

  constructor(awaitables: Iterable<Awaitable<T>>, timeoutMs: number | null) {
    const loop = this.#loop
    this.#todo = new Set([...new Set(awaitables)].map((awaitable) => ensureFuture(awaitable, { loop })))
    this.#left = this.#todo.size
    for (const future of this.#todo) future.addDoneCallback(this.#onDone)
    this.#timer = this.#left === 0 || timeoutMs === null ? null : loop.callLater(timeoutMs, this.#onTimeout)
  }

  [Symbol.iterator](): this {
    return this
  }

  next(): IteratorResult<Coroutine<T>, undefined> {
    if (this.#left === 0) return { done: true, value: undefined }
    this.#left--
    return { done: false, value: this.#resultOfNext() }
  }

  *anext(): Coroutine<Future<T> | null> {
    if (this.#left === 0) return null
    this.#left--
    return yield* this.#take()
  }

  *#resultOfNext(): Coroutine<T> {
    return (yield* this.#take()).result()
  }

  *#take(): Coroutine<Future<T>> {
    while (this.#arrived.length === 0) yield* this.#wait()
    const future = this.#arrived.shift() as Future<T> | null
    if (future === null) throw new TimeoutError('asCompleted() has waited as long as its timeout.')
    return future
  }

  *#wait(): Coroutine<void> {
    const waiter = this.#loop.createFuture<undefined>()
    this.#waiters.add(waiter)
    try {
      yield* waiter
    } catch (error) {
      this.#waiters.delete(waiter)
      // Woken, and cancelled before it could take anything: another one has to be woken instead.
      if (!waiter.cancelled() && this.#arrived.length > 0) this.#wakeOne()
      throw error
    }
  }

  #wakeOne(): void {
    for (const waiter of this.#waiters) {
      this.#waiters.delete(waiter)
      if (waiter.done()) continue
      waiter.setResult(undefined)
      return
    }
  }

  #arrive(future: Future<T> | null): void {
    this.#arrived.push(future)
    this.#wakeOne()
  }

  readonly #onDone = (future: Future<T>): void => {
    // Not there: the time was over before.
    if (!this.#todo.delete(future)) return
    this.#arrive(future)
    if (this.#todo.size === 0) this.#timer?.cancel()
  }

  readonly #onTimeout = (): void => {
    for (const future of this.#todo) {
      future.removeDoneCallback(this.#onDone)
      this.#arrive(null)
    }
    this.#todo.clear()
  }
}

/**
 * The awaitables in the order in which they are done, in two ways: `for (const next of …)` gives coroutines, and `anext()` gives
 * the futures. After `timeout` milliseconds both throw `TimeoutError` for each that is not done. It cancels none of them.
 */
export function asCompleted<T>(
  awaitables: Iterable<Awaitable<T>>,
  { timeout = null }: AsCompletedOptions = {},
): Completions<T> {
  if (isFuture(awaitables) || isCoroutine(awaitables))
    throw new TypeError('asCompleted() expects a list of awaitables, not a single one.')
  return new CompletionIterator(awaitables, timeout)
}
