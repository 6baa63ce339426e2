import { ExceptionGroup, isCancelledError, isFatalError, RuntimeError } from '../spec/errors.ts'
import type {
  Coroutine,
  EventLoop,
  SettableFuture,
  Task,
  TaskGroup,
  TaskOptions,
} from '../spec/interfaces/index.ts'
import { failureOf, type Failure } from './failure.ts'
import { currentTask } from './registry.ts'
import { getRunningLoop, peekRunningLoop } from './running-loop.ts'

/**
 * The tasks of one group, and its parent: the task that runs the body.
 *
 * Invariant: once `aborting`, every task of the group has been cancelled and no other can be created.
 */
class Group implements TaskGroup {
  readonly #loop: EventLoop
  readonly #parent: Task
  readonly #tasks = new Set<Task>()
  readonly #errors: unknown[] = []
  /** An error of the fatal pair, which is thrown as it is. */
  #fatal: Failure | null = null
  #aborting = false
  #bodyIsOver = false
  /** The group cancelled the parent, because a task failed or the group was cancelled. */
  #cancelledParent = false
  /** Set when the last task is done. */
  #allDone: SettableFuture<undefined> | null = null

  constructor(loop: EventLoop, parent: Task) {
    this.#loop = loop
    this.#parent = parent
  }

  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    const isOver = this.#bodyIsOver && this.#tasks.size === 0
    if (isOver || this.#aborting) {
      coro.return(undefined as T)
      throw new RuntimeError(
        `The task group ${isOver ? 'is finished' : 'is shutting down'} and cannot create a task.`,
      )
    }
    const task = options === undefined ? this.#loop.createTask(coro) : this.#loop.createTask(coro, options)
    this.#adopt(task)
    return task
  }

  #adopt(task: Task): void {
    this.#tasks.add(task)
    task.addDoneCallback(this.#onDone)
    // An eager task may have cancelled the group in its first step. (clause waiting.group-cancel-reaches-an-eager-task)
    if (this.#aborting && !task.done()) task.cancel()
  }

  cancel(): void {
    if (this.#aborting || (this.#bodyIsOver && this.#tasks.size === 0)) return
    this.#abort()
    this.#cancelParent()
  }

  readonly #onDone = (task: Task): void => {
    this.#tasks.delete(task)
    if (this.#tasks.size === 0 && this.#allDone?.done() === false) this.#allDone.setResult(undefined)
    const failed = task.cancelled() ? null : failureOf(task)
    if (failed === null) return
    this.#note(failed.error)
    if (this.#aborting) return
    this.#abort()
    this.#cancelParent()
  }

  #cancelParent(): void {
    this.#cancelledParent = true
    this.#parent.cancel()
  }

  #note(error: unknown): void {
    this.#errors.push(error)
    if (isFatalError(error)) this.#fatal ??= { error }
  }

  #abort(): void {
    this.#aborting = true
    for (const task of this.#tasks) task.cancel()
  }

  /**
   * Called when the body is over: waits for the tasks, and throws their errors. `failure` is the error of the body. It returns if there
   * is no error but the cancellation that the group has requested itself.
   */
  *finish(failure: Failure | null): Coroutine<void> {
    this.#bodyIsOver = true
    let cancellation = failure !== null && isCancelledError(failure.error) ? failure : null
    if (failure !== null && isFatalError(failure.error)) this.#fatal ??= failure
    if (failure !== null && !this.#aborting) this.#abort()
    // The parent may be cancelled any number of times while it waits.
    while (this.#tasks.size > 0) {
      try {
        yield* (this.#allDone = this.#loop.createFuture<undefined>())
      } catch (error) {
        if (this.#aborting) continue
        cancellation = { error }
        this.#abort()
      }
    }
    if (this.#fatal !== null) throw this.#fatal.error
    // The group takes its own request back. If no other request is open, there is no cancellation to pass on.
    if (this.#cancelledParent && this.#parent.uncancel() === 0) cancellation = null
    if (failure !== null && !isCancelledError(failure.error)) this.#note(failure.error)
    if (this.#errors.length > 0) this.#throwErrors()
    if (cancellation !== null) throw cancellation.error
  }

  /** Errors take precedence over a cancellation from outside, which is requested again. */
  #throwErrors(): never {
    if (this.#parent.cancelling() > 0) {
      this.#parent.uncancel()
      this.#parent.cancel()
    }
    throw new ExceptionGroup(this.#errors, 'Unhandled errors in a task group')
  }
}

/**
 * Runs the body and waits for all tasks of the group. The first task that fails cancels the other tasks and the body. The result is that
 * of the body, or undefined if `cancel()` of the group has ended the body.
 */
export function* taskGroup<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
  const parent = peekRunningLoop() === null ? null : currentTask()
  if (parent === null) throw new RuntimeError('taskGroup() must be awaited inside a task.')
  const group = new Group(getRunningLoop(), parent as Task)
  let result: T
  try {
    result = yield* body(group)
  } catch (error) {
    yield* group.finish({ error })
    return undefined as T
  }
  yield* group.finish(null)
  return result
}
