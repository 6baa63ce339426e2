import { currentTask, Task, type Failure } from '../../../reference/index.ts'
import { isCancelledError, type Coroutine } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'
import { cancellationCountFaults } from './cancellation-count.ts'

/** Puts the cancellation of what it awaits off, as if it were a callback. */
class CancellingTheFutureLater<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    const { waiter } = this
    if (this.done() || waiter === null || waiter.done()) return super.cancel(message)
    this.cancelRequests++
    this.loop.callSoon(() => waiter.cancel(message))
    return true
  }
}

/** A task that can be taken off what it awaits, which stays as it is. */
class Detachable<T> extends Task<T> {
  protected detach(message: unknown): boolean {
    if (this.wakeUp !== null) this.waiter?.removeDoneCallback(this.wakeUp)
    this.waiter = null
    this.cancelRequests++
    this.mustCancel = true
    this.cancelArgs = message === undefined || message === null ? [] : [message]
    this.scheduleStep()
    return true
  }
}

class SparingASharedFuture<T> extends Detachable<T> {
  override cancel(message?: unknown): boolean {
    const { waiter } = this
    const shared = (waiter as unknown as { callbacks?: unknown[] | null } | null)?.callbacks ?? []
    if (waiter?.done() === false && shared.length > 1) return this.detach(message)
    return super.cancel(message)
  }
}

class SparingTheAwaitedTask<T> extends Detachable<T> {
  override cancel(message?: unknown): boolean {
    const { waiter } = this
    return waiter instanceof Task && !waiter.done() ? this.detach(message) : super.cancel(message)
  }
}

class InsistingOnItsCancellation<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    const passesOn = this.waiter instanceof Task && !this.waiter.done()
    const answer = super.cancel(message)
    if (passesOn) this.mustCancel = true
    return answer
  }
}

/** As structured concurrency has it. */
class CancellingItsChildren<T> extends Task<T> {
  readonly #children: Task[] = []

  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    super(coro, options)
    const parent = currentTask(this.loop)
    if (parent instanceof CancellingItsChildren) parent.#children.push(this)
  }

  override cancel(message?: unknown): boolean {
    for (const child of this.#children) child.cancel(message)
    return super.cancel(message)
  }
}

class TakingTheFirstStepFirst<T> extends Task<T> {
  #begun = false

  override step(failure: Failure | null): void {
    const { mustCancel } = this
    if (!this.#begun) this.mustCancel = false
    this.#begun = true
    super.step(failure)
    if (!mustCancel || this.done() || failure !== null) return
    this.mustCancel = true
  }
}

class TooLateForAResult<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    if (this.done() || this.waiter?.done() !== true) return super.cancel(message)
    this.cancelRequests++
    return true
  }
}

/** A step that throws an error has no room for another one. */
class KeepingTheErrorOfABadYield<T> extends Task<T> {
  override step(failure: Failure | null): void {
    if (failure !== null && this.waiter === null) this.mustCancel = false
    super.step(failure)
  }
}

class WaitingWithARequestOpen<T> extends Task<T> {
  protected override waitFor(...[future]: Parameters<Task<T>['waitFor']>): void {
    const { mustCancel } = this
    this.mustCancel = false
    super.waitFor(future)
    this.mustCancel = mustCancel
  }
}

class ForgettingARequestAtTheEnd<T> extends Task<T> {
  protected override finishCancelled(error: Error | null): void {
    if (error !== null) super.finishCancelled(error)
    else this.settle('finished', undefined)
  }
}

class HidingAnErrorBehindARequest<T> extends Task<T> {
  protected override finishWithError(thrown: unknown): void {
    if (this.mustCancel) this.finishCancelled(null)
    else super.finishWithError(thrown)
  }
}

/** Counts itself as pending until its done callbacks have run. */
class PendingUntilItsCallbacksHaveRun<T> extends Task<T> {
  #isTelling = false

  override cancel(message?: unknown): boolean {
    return this.#isTelling || super.cancel(message)
  }

  protected override scheduleCallbacks(): void {
    this.#isTelling = true
    super.scheduleCallbacks()
    this.loop.callSoon(() => (this.#isTelling = false))
  }
}

/** Delivers a request of its own even when the awaited future has brought one. */
class DeliveringTwice<T> extends Task<T> {
  override step(failure: Failure | null): void {
    const again = this.mustCancel && isCancelledError(failure?.error)
    if (again) this.mustCancel = false
    super.step(failure)
    if (again && !this.done()) this.mustCancel = true
  }
}

class CancelledOnceOnly<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    if (this.done() || this.cancelRequests === 0) return super.cancel(message)
    this.cancelRequests++
    return true
  }
}

const fault = (name: string, clause: string, observes: RegExp, FaultyTask: typeof Task): Fault => ({
  name,
  clause: `cancellation.${clause}` as Fault['clause'],
  observes,
  adapter: withTask(name, FaultyTask),
})

export const cancellationFaults: readonly Fault[] = [
  fault(
    'cancels-the-awaited-future-later',
    'reaches-the-awaited-future',
    /cancelled\(\) of the future again/,
    CancellingTheFutureLater,
  ),
  fault(
    'spares-a-shared-future',
    'reaches-every-waiter-of-the-future',
    /"callback" never happened/,
    SparingASharedFuture,
  ),
  fault(
    'spares-the-awaited-task',
    'reaches-the-awaited-task',
    /has cleaned up" (never happened|came before)/,
    SparingTheAwaitedTask,
  ),
  fault(
    'insists-on-a-cancellation-that-was-passed-on',
    'awaited-task-has-the-last-word',
    /the outer task was cancelled/,
    InsistingOnItsCancellation,
  ),
  fault('cancels-its-children', 'leaves-other-tasks-alone', /result\(\) threw/, CancellingItsChildren),
  fault(
    'takes-the-first-step-all-the-same',
    'before-the-first-step-runs-nothing',
    /"the body ran" happened/,
    TakingTheFirstStepFirst,
  ),
  fault(
    'cancels-too-late-for-a-result',
    'comes-before-what-was-due',
    /"went on" happened/,
    TooLateForAResult,
  ),
  fault(
    'throws-the-error-of-a-bad-yield-in-place-of-a-cancellation',
    'comes-before-what-was-due',
    /"met CancelledError" happened never/,
    KeepingTheErrorOfABadYield,
  ),
  fault(
    'waits-with-a-request-open',
    'of-oneself-comes-at-the-next-wait',
    /cancelled\(\) of the future|pending/,
    WaitingWithARequestOpen,
  ),
  fault(
    'forgets-a-request-of-the-last-step',
    'in-the-last-step-wins',
    /cancelled\(\) was false/,
    ForgettingARequestAtTheEnd,
  ),
  fault(
    'hides-an-error-behind-a-request',
    'error-of-the-last-step-wins',
    /cancelled\(\) was true/,
    HidingAnErrorBehindARequest,
  ),
  fault(
    'counts-as-pending-until-its-callbacks-have-run',
    'of-a-done-task-is-refused',
    /cancel\(\) of a done task/,
    PendingUntilItsCallbacksHaveRun,
  ),
  fault('delivers-a-cancellation-twice', 'arrives-once', /happened twice|was cancelled/, DeliveringTwice),
  fault('can-be-cancelled-once-only', 'can-be-asked-for-again', /still pending/, CancelledOnceOnly),
  ...cancellationCountFaults,
]
