import {
  CancelledError,
  Future,
  copyContext,
  enterTask,
  getEventLoop,
  isCancelledError,
  isCoroutine,
  isFatalError,
  isFuture,
  leaveTask,
  registerTask,
  RuntimeError,
  unregisterTask,
} from 'loop-conformance/reference'
import type {
  Context,
  Coroutine,
  EventLoop,
  Future as AnyFuture,
  Task,
  TaskOptions,
} from 'loop-conformance/spec'

let unnamed = 0

/**
 * A task that is independent of the reference's task. It reuses only the future. It calls the four functions as the
 * documentation says: register in the constructor, enter and leave around each step, unregister shortly before the end.
 */
export class OwnTask<T> extends Future<T> implements Task<T> {
  readonly #coro: Coroutine<T>
  readonly #context: Context
  #name: string
  #awaited: AnyFuture | null = null
  #cancelNextStep = false
  #requests = 0
  #endedBy: Error | null = null

  constructor(coro: Coroutine<T>, options: TaskOptions & { loop?: EventLoop | null | undefined } = {}) {
    super({ loop: options.loop ?? getEventLoop() })
    if (!isCoroutine(coro)) throw new TypeError('OwnTask wants a coroutine')
    this.#coro = coro
    this.#context = options.context ?? copyContext()
    this.#name = String(options.name ?? `OwnTask-${String(++unnamed)}`)
    this.#later(() => this.#coro.next())
    registerTask(this)
  }

  getName = (): string => this.#name
  setName = (name: unknown): void => void (this.#name = String(name))
  getCoro = (): Coroutine<T> => this.#coro
  getContext = (): Context => this.#context
  cancelling = (): number => this.#requests
  uncancel = (): number => {
    this.#requests = Math.max(0, this.#requests - 1)
    if (this.#requests === 0) this.#cancelNextStep = false
    return this.#requests
  }

  override setResult(): never {
    throw new RuntimeError('The coroutine of a task gives its result')
  }

  override setException(): never {
    throw new RuntimeError('The coroutine of a task throws its exception')
  }

  override cancel(message?: unknown): boolean {
    if (this.done()) return false
    this.#requests++
    if (this.#awaited?.cancel(message)) return true
    this.#cancelNextStep = true
    this.cancelArgs = message === undefined || message === null ? [] : [message]
    return true
  }

  #later(advance: () => IteratorResult<unknown, T>): void {
    this.getLoop().callSoon(() => this.#step(advance), [], { context: this.#context })
  }

  #throwLater(error: Error): void {
    this.#later(() => this.#coro.throw(error))
  }

  #step(advance: () => IteratorResult<unknown, T>): void {
    this.#awaited = null
    if (this.#cancelNextStep) {
      this.#cancelNextStep = false
      const error = new CancelledError(...this.cancelArgs)
      advance = () => this.#coro.throw(error)
    }
    let outcome: IteratorResult<unknown, T>
    enterTask(this.getLoop(), this)
    try {
      outcome = advance()
    } catch (error) {
      leaveTask(this.getLoop(), this)
      this.#fail(error)
      return
    }
    leaveTask(this.getLoop(), this)
    if (!outcome.done) this.#waitFor(outcome.value)
    else if (this.#cancelNextStep) this.#endCancelled(null)
    else this.#end(() => super.setResult(outcome.value))
  }

  #fail(error: unknown): void {
    if (isCancelledError(error)) this.#endCancelled(error as Error)
    else this.#end(() => super.setException(error))
    if (isFatalError(error)) throw error
  }

  #endCancelled(error: Error | null): void {
    this.#endedBy = error
    this.#end(() => super.cancel(...this.cancelArgs))
  }

  #end(settle: () => void): void {
    unregisterTask(this)
    settle()
  }

  protected override makeCancelledError(): Error {
    const saved = this.#endedBy
    this.#endedBy = null
    return saved ?? super.makeCancelledError()
  }

  #waitFor(yielded: unknown): void {
    if (yielded === undefined) this.#later(() => this.#coro.next())
    else if (!isFuture(yielded) || !yielded.futureBlocking)
      this.#throwLater(new RuntimeError(`${this.#name} awaits with yield*`))
    else if (yielded.getLoop() !== this.getLoop())
      this.#throwLater(new RuntimeError(`${this.#name} awaits a future of a different loop`))
    else if (Object.is(yielded, this)) this.#throwLater(new RuntimeError(`${this.#name} awaits itself`))
    else {
      yielded.futureBlocking = false
      this.#awaited = yielded
      yielded.addDoneCallback((done) => this.#wakeUp(done), { context: this.#context })
      if (this.#cancelNextStep && yielded.cancel(...this.cancelArgs)) this.#cancelNextStep = false
    }
  }

  #wakeUp(done: AnyFuture): void {
    this.#step(() => {
      try {
        done.result()
      } catch (error) {
        return this.#coro.throw(error)
      }
      return this.#coro.next()
    })
  }
}
