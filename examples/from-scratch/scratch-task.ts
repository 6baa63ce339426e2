import {
  CancelledError,
  copyContext,
  enterTask,
  errorKind,
  InvalidStateError,
  isCancelledError,
  isCoroutine,
  isFatalError,
  isFuture,
  leaveTask,
  registerTask,
  RuntimeError,
  unregisterTask,
} from 'loop-conformance/reference'
import type { Context, Coroutine, EventLoop, Future, Task, TaskOptions } from 'loop-conformance/spec'
import { ScratchFuture } from './scratch-future.ts'

let count = 0

/** How the next step resumes the coroutine. */
type Advance<T> = (coro: Coroutine<T>) => IteratorResult<unknown, T>

export class ScratchTask<T> extends ScratchFuture<T> implements Task<T> {
  readonly #coro: Coroutine<T>
  readonly #context: Context
  #name: string
  #awaiting: Future | null = null
  #interrupt: readonly unknown[] | null = null
  #interrupts = 0
  #lastWords: Error | null = null

  constructor(coro: Coroutine<T>, options: TaskOptions & { loop?: EventLoop | null | undefined } = {}) {
    super(options)
    if (!isCoroutine(coro)) throw new TypeError(`not a coroutine: ${typeof coro}`)
    this.#coro = coro
    this.#name = String(options.name ?? `Scratch-${String(++count)}`)
    this.#context = options.context ?? copyContext()
    this.#schedule((coroutine) => coroutine.next())
    registerTask(this)
  }

  getName(): string {
    return this.#name
  }

  setName(name: unknown): void {
    this.#name = String(name)
  }

  getCoro(): Coroutine<T> {
    return this.#coro
  }

  getContext(): Context {
    return this.#context
  }

  cancelling(): number {
    return this.#interrupts
  }

  uncancel(): number {
    if (this.#interrupts > 0) this.#interrupts--
    if (this.#interrupts === 0) this.#interrupt = null
    return this.#interrupts
  }

  override setResult(): never {
    throw new RuntimeError('only its coroutine gives a task its result')
  }

  override setException(): never {
    throw new RuntimeError('only its coroutine gives a task its exception')
  }

  override cancel(message?: unknown): boolean {
    if (this.done()) return false
    this.#interrupts++
    const passedOn = this.#awaiting?.cancel(message) ?? false
    if (!passedOn) this.#interrupt = message === undefined || message === null ? [] : [message]
    return true
  }

  protected override cancelledError(args: readonly unknown[]): Error {
    const error = this.#lastWords ?? super.cancelledError(args)
    this.#lastWords = null
    return error
  }

  #schedule(advance: Advance<T>): void {
    this.home.callSoon(() => this.#step(advance), [], { context: this.#context })
  }

  #step(planned: Advance<T>): void {
    if (this.done()) throw new InvalidStateError(`${this.#name} is done and is stepped again`)
    this.#awaiting = null
    const advance = this.#interrupted() ?? planned
    let outcome: IteratorResult<unknown, T>
    enterTask(this.home, this)
    try {
      outcome = advance(this.#coro)
    } catch (error) {
      leaveTask(this.home, this)
      unregisterTask(this)
      this.#endWith(error)
      return
    }
    leaveTask(this.home, this)
    if (!outcome.done) {
      this.#suspendOn(outcome.value)
      return
    }
    unregisterTask(this)
    if (this.#interrupt === null) this.settle({ value: outcome.value })
    else this.settle({ cancelledWith: this.#interrupt })
  }

  /** The step that throws a requested cancellation into the coroutine, or null. */
  #interrupted(): Advance<T> | null {
    if (this.#interrupt === null) return null
    const error = new CancelledError(...this.#interrupt)
    this.#interrupt = null
    return (coro) => coro.throw(error)
  }

  #endWith(error: unknown): void {
    if (isCancelledError(error)) {
      this.#lastWords = error as Error
      this.settle({ cancelledWith: [] })
    } else {
      this.settle({ error })
      if (isFatalError(error)) throw error
    }
  }

  #suspendOn(yielded: unknown): void {
    const problem = this.#problemWith(yielded)
    if (problem !== null) this.#schedule((coro) => coro.throw(new RuntimeError(`${this.#name} ${problem}`)))
    else if (!isFuture(yielded)) this.#schedule((coro) => coro.next())
    else {
      yielded.futureBlocking = false
      this.#awaiting = yielded
      yielded.addDoneCallback(() => this.#step((coro) => resume(coro, yielded)), { context: this.#context })
      if (this.#interrupt !== null && yielded.cancel(...this.#interrupt)) this.#interrupt = null
    }
  }

  #problemWith(yielded: unknown): string | null {
    if (yielded === undefined) return null
    if (!isFuture(yielded)) return `got a bad yield: ${errorKind(yielded) ?? typeof yielded}`
    if (yielded.getLoop() !== this.home) return 'awaits a future of a different loop'
    if (!yielded.futureBlocking) return 'has a yield without its star'
    return Object.is(yielded, this) ? 'awaits itself' : null
  }
}

function resume<T>(coro: Coroutine<T>, future: Future): IteratorResult<unknown, T> {
  try {
    future.result()
  } catch (error) {
    return coro.throw(error)
  }
  return coro.next()
}
