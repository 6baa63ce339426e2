import { isCancelledError, isFatalError, RuntimeError } from '../spec/errors.ts'
import type { Context, Coroutine, EventLoop, Future, Task, TaskOptions } from '../spec/interfaces/index.ts'
import { argumentList } from './argument-list.ts'
import { cancelledError } from './cancelled-error.ts'
import { copyContext } from './context.ts'
import { describeValue, hintToCall } from './describe-value.ts'
import { failureOf, type Failure } from './failure.ts'
import { ReferenceFuture } from './future.ts'
import { isCoroutine, isFuture } from './is-future.ts'
import { enterTask, leaveTask, registerTask, swapCurrentTask, unregisterTask } from './registry.ts'
import { state } from './shared-state.ts'
import { badYield, stepAfterTheEnd } from './task-errors.ts'
import { nextTask, previousTask, type TaskNode } from './task-list.ts'
import { nameWakeUp } from './wake-up-names.ts'

/**
 * A future that drives a coroutine.
 *
 * Invariant: a task that is not done is in exactly one of three states. A step of it is scheduled (`waiter` is null or done), or
 * it awaits a pending `waiter` that will wake it, or the loop is running its step, between enter and leave.
 */
export class ReferenceTask<T = unknown> extends ReferenceFuture<T> implements Task<T>, TaskNode {
  // The links of the registry: fields of the task, so that all tasks have one shape.
  [nextTask]: TaskNode | null | undefined;
  [previousTask]: TaskNode | null | undefined
  protected readonly coro: Coroutine<T>
  protected taskName: string | number
  /** Public, because the task itself is the options object of its `callSoon` and `addDoneCallback`. */
  readonly context: Context
  protected readonly stepArgs: readonly [this]
  protected waiter: Future | null = null
  protected mustCancel = false
  protected cancelRequests = 0
  protected cancelledError: Error | null = null
  /** The done callback on the awaited future. Made at the first await. */
  protected wakeUp: ((done: Future) => void) | null = null

  constructor(coro: Coroutine<T>, options: TaskOptions & { loop?: EventLoop | null | undefined } = {}) {
    super(options)
    if (!isCoroutine(coro))
      throw new TypeError(`A task needs a coroutine, not ${describeValue(coro)}.${hintToCall(coro)}`)
    this[nextTask] = this[previousTask] = undefined
    this.coro = coro
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- every value can be a name
    const name = options.name === undefined || options.name === null ? null : String(options.name)
    // The number is taken now and the name is made on demand, because that is a third of the cost of a short task.
    this.taskName = name ?? ++state.taskNumber
    this.context = options.context ?? copyContext()
    this.stepArgs = argumentList(this)
    if (options.eagerStart === true && state.runningLoop === this.loop) this.startEagerly()
    else {
      this.scheduleStep()
      registerTask(this)
    }
  }

  /**
   * The first step, inside the creation, which may be inside a step of another task. The condition for it is not `isRunning()`:
   * between two turns of a run the step would find no running loop. (clause task.eager-start-needs-a-turn)
   */
  protected startEagerly(): void {
    const creator = swapCurrentTask(this.loop, this)
    registerTask(this)
    try {
      this.context.run(() => {
        this.firstStep()
      })
    } catch (error) {
      // The context could not be entered, or the error is one of the fatal pair.
      unregisterTask(this)
      throw error
    } finally {
      swapCurrentTask(this.loop, creator)
    }
  }

  protected firstStep(): void {
    let outcome: IteratorResult<unknown, T>
    try {
      outcome = this.coro.next()
    } catch (thrown) {
      this.finishWithError(thrown)
      return
    }
    this.digest(outcome)
  }

  getName(): string {
    return typeof this.taskName === 'number' ? `Task-${String(this.taskName)}` : this.taskName
  }

  setName(name: unknown): void {
    this.taskName = String(name)
  }

  getCoro(): Coroutine<T> {
    return this.coro
  }

  getContext(): Context {
    return this.context
  }

  override setResult(): never {
    throw new RuntimeError('A task does not support setResult(). Its result is what its coroutine returns.')
  }

  override setException(): never {
    throw new RuntimeError(
      'A task does not support setException(). Its exception is what its coroutine throws.',
    )
  }

  /** Requests that the coroutine ends: its next step throws a `CancelledError` into it, which it may catch. */
  override cancel(message?: unknown): boolean {
    if (this.done()) return super.cancel()
    this.cancelRequests++
    if (this.waiter?.cancel(message) === true) return true
    this.mustCancel = true
    this.cancelArgs = message === undefined || message === null ? [] : [message]
    return true
  }

  cancelling(): number {
    return this.cancelRequests
  }

  uncancel(): number {
    if (this.cancelRequests > 0 && --this.cancelRequests === 0) this.mustCancel = false
    return this.cancelRequests
  }

  /** The first call returns the error that ended the coroutine. Later calls make a new one. */
  protected override makeCancelledError(): Error {
    const saved = this.cancelledError
    this.cancelledError = null
    return saved ?? super.makeCancelledError()
  }

  /** Schedules the next step; with a failure, one that throws its error into the coroutine. */
  protected scheduleStep(failure: Failure | null = null): void {
    if (failure === null) this.loop.callSoon(stepTask, this.stepArgs, this)
    else this.loop.callSoon(throwIntoTask, [this, failure], this)
  }

  /** One step of the coroutine, between enter and leave. A failure is thrown into the coroutine. */
  step(failure: Failure | null): void {
    if (this.done()) throw stepAfterTheEnd(this)
    if (this.mustCancel) {
      if (failure === null || !isCancelledError(failure.error))
        failure = { error: cancelledError(this.cancelArgs) }
      this.mustCancel = false
    }
    this.waiter = null
    let outcome: IteratorResult<unknown, T>
    enterTask(this.loop, this)
    try {
      outcome = failure === null ? this.coro.next() : this.coro.throw(failure.error)
    } catch (thrown) {
      leaveTask(this.loop, this)
      this.finishWithError(thrown)
      return
    }
    leaveTask(this.loop, this)
    this.digest(outcome)
  }

  /** Handles what a step of the coroutine yielded or returned. */
  protected digest(outcome: IteratorResult<unknown, T>): void {
    if (outcome.done !== true) this.suspend(outcome.value)
    else if (this.mustCancel) this.finishCancelled(null)
    else {
      unregisterTask(this)
      this.settle('finished', outcome.value)
    }
  }

  protected finishWithError(thrown: unknown): void {
    if (isCancelledError(thrown)) {
      this.finishCancelled(thrown as Error)
      return
    }
    unregisterTask(this)
    this.settle('failed', thrown)
    if (isFatalError(thrown)) throw thrown
  }

  protected finishCancelled(error: Error | null): void {
    unregisterTask(this)
    this.cancelledError = error
    this.markCancelled()
  }

  /** Decides by the yielded value when the next step runs. */
  protected suspend(yielded: unknown): void {
    if (yielded === undefined) {
      this.scheduleStep()
      return
    }
    const problem = this.checkYielded(yielded)
    if (problem === null) this.waitFor(yielded as Future)
    else this.scheduleStep({ error: problem })
  }

  /** The problem with a yielded value, or null if it is a future of this loop that was awaited with `yield*`. */
  protected checkYielded(yielded: unknown): RuntimeError | null {
    if (!isFuture(yielded)) return badYield(this.getName(), yielded)
    if (yielded.getLoop() !== this.loop)
      return new RuntimeError(`Task ${this.getName()} awaited a future of a different loop.`)
    if (!yielded.futureBlocking)
      return new RuntimeError(`Task ${this.getName()} yielded a future with yield. Use yield*.`)
    if ((yielded as unknown) === this) return new RuntimeError(`Task ${this.getName()} awaited itself.`)
    return null
  }

  protected waitFor(future: Future): void {
    future.futureBlocking = false
    future.addDoneCallback((this.wakeUp ??= this.makeWakeUp()), this)
    this.waiter = future
    if (this.mustCancel && future.cancel(...this.cancelArgs)) this.mustCancel = false
  }

  protected makeWakeUp(): (done: Future) => void {
    const wakeUp = (done: Future): void => this.resume(done)
    if (this.loop.getDebug()) nameWakeUp(wakeUp, this)
    return wakeUp
  }

  /** Called when debug mode is turned on while the task may be waiting. */
  nameWakeUp(): void {
    if (this.wakeUp !== null) nameWakeUp(this.wakeUp, this)
  }

  /** The coroutine reads the result itself when it resumes; an error is thrown into it. */
  protected resume(done: Future): void {
    this.step(failureOf(done))
  }
}

export function stepTask(task: ReferenceTask): void {
  task.step(null)
}

export function throwIntoTask(task: ReferenceTask, failure: Failure): void {
  task.step(failure)
}
