import { currentTask, Task } from '../../../../reference/index.ts'
import type { Coroutine } from '../../../../spec/index.ts'
import type { ConstructorOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** A task that can stop waiting without cancelling what it awaits. */
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

/** Cancels what it awaits in a callback. */
export const cancelsTheAwaitedFutureLater = fault(
  'cancellation.reaches-the-awaited-future',
  'cancels-the-awaited-future-later',
  {
    says: 'cancelled() of the future again',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        const { waiter } = this
        if (this.done() || waiter === null || waiter.done()) return super.cancel(message)
        this.cancelRequests++
        this.loop.callSoon(() => waiter.cancel(message))
        return true
      }
    },
  },
)

export const sparesASharedFuture = fault(
  'cancellation.reaches-every-waiter-of-the-future',
  'spares-a-shared-future',
  {
    says: '"callback" never happened',
    tasks: class<T> extends Detachable<T> {
      override cancel(message?: unknown): boolean {
        const { waiter } = this
        const shared = (waiter as unknown as { callbacks?: unknown[] | null } | null)?.callbacks ?? []
        if (waiter?.done() === false && shared.length > 1) return this.detach(message)
        return super.cancel(message)
      }
    },
  },
)

export const sparesTheAwaitedTask = fault(
  'cancellation.reaches-the-awaited-task',
  'spares-the-awaited-task',
  {
    says: /has cleaned up" (never happened|came before)/,
    tasks: class<T> extends Detachable<T> {
      override cancel(message?: unknown): boolean {
        const { waiter } = this
        return waiter instanceof Task && !waiter.done() ? this.detach(message) : super.cancel(message)
      }
    },
  },
)

export const insistsOnACancellationThatWasPassedOn = fault(
  'cancellation.awaited-task-has-the-last-word',
  'insists-on-a-cancellation-that-was-passed-on',
  {
    says: 'the outer task was cancelled',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        const passesOn = this.waiter instanceof Task && !this.waiter.done()
        const accepted = super.cancel(message)
        if (passesOn) this.mustCancel = true
        return accepted
      }
    },
  },
)

/** Structured concurrency does the same. */
export const cancelsItsChildren = fault('cancellation.leaves-other-tasks-alone', 'cancels-its-children', {
  says: 'result() threw',
  tasks: class CancellingItsChildren<T> extends Task<T> {
    readonly #children: Task[] = []

    constructor(coro: Coroutine<T>, options: ConstructorOptions = {}) {
      super(coro, options)
      const parent = currentTask(this.loop)
      if (parent instanceof CancellingItsChildren) parent.#children.push(this)
    }

    override cancel(message?: unknown): boolean {
      for (const child of this.#children) child.cancel(message)
      return super.cancel(message)
    }
  },
})
