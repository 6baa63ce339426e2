import { Task } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import { InvalidStateError, type DoneCallback } from '../../../../spec/index.ts'
import type { CallbackOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const takesTheFirstStepAllTheSame = fault(
  'cancellation.before-the-first-step-runs-nothing',
  'takes-the-first-step-all-the-same',
  {
    says: '"the body ran" happened',
    tasks: class<T> extends Task<T> {
      #begun = false

      override step(failure: Failure | null): void {
        const { mustCancel } = this
        if (!this.#begun) this.mustCancel = false
        this.#begun = true
        super.step(failure)
        if (!mustCancel || this.done() || failure !== null) return
        this.mustCancel = true
      }
    },
  },
)

export const cancelsTooLateForAResult = fault(
  'cancellation.comes-before-what-was-due',
  'cancels-too-late-for-a-result',
  {
    says: '"went on" happened',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        if (this.done() || this.waiter?.done() !== true) return super.cancel(message)
        this.cancelRequests++
        return true
      }
    },
  },
)

/** A step that throws an error into the coroutine drops a request to cancel. */
export const throwsTheErrorOfABadYieldInPlaceOfACancellation = fault(
  'cancellation.comes-before-what-was-due',
  'throws-the-error-of-a-bad-yield-in-place-of-a-cancellation',
  {
    says: '"caught CancelledError" never happened',
    tasks: class<T> extends Task<T> {
      override step(failure: Failure | null): void {
        if (failure !== null && this.waiter === null) this.mustCancel = false
        super.step(failure)
      }
    },
  },
)

export const waitsWithARequestOpen = fault(
  'cancellation.of-oneself-comes-at-the-next-wait',
  'waits-with-a-request-open',
  {
    says: /cancelled\(\) of the future|pending/,
    tasks: class<T> extends Task<T> {
      protected override waitFor(...[future]: Parameters<Task<T>['waitFor']>): void {
        const { mustCancel } = this
        this.mustCancel = false
        super.waitFor(future)
        this.mustCancel = mustCancel
      }
    },
  },
)

export const forgetsARequestOfTheLastStep = fault(
  'cancellation.in-the-last-step-wins',
  'forgets-a-request-of-the-last-step',
  {
    says: 'cancelled() was false',
    tasks: class<T> extends Task<T> {
      protected override finishCancelled(error: Error | null): void {
        if (error !== null) super.finishCancelled(error)
        else this.settle('finished', undefined)
      }
    },
  },
)

export const hidesAnErrorBehindARequest = fault(
  'cancellation.error-of-the-last-step-wins',
  'hides-an-error-behind-a-request',
  {
    says: 'cancelled() was true',
    tasks: class<T> extends Task<T> {
      protected override finishWithError(thrown: unknown): void {
        if (this.mustCancel) this.finishCancelled(null)
        else super.finishWithError(thrown)
      }
    },
  },
)

/** Accepts `cancel()` until its done callbacks have run. */
export const countsAsPendingUntilItsCallbacksHaveRun = fault(
  'cancellation.of-a-done-task-is-refused',
  'counts-as-pending-until-its-callbacks-have-run',
  {
    says: 'cancel() of a done task',
    tasks: class<T> extends Task<T> {
      #isTelling = false

      override cancel(message?: unknown): boolean {
        return this.#isTelling || super.cancel(message)
      }

      protected override scheduleCallbacks(): void {
        this.#isTelling = true
        super.scheduleCallbacks()
        this.loop.callSoon(() => (this.#isTelling = false))
      }
    },
  },
)

export const throwsWhenADoneTaskIsCancelled = fault(
  'cancellation.of-a-done-task-is-refused',
  'throws-when-a-done-task-is-cancelled',
  {
    says: 'is done already',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        if (this.done()) throw new InvalidStateError('The task is done already.')
        return super.cancel(message)
      }
    },
    profiles: ['host', 'base-hooks', 'net'],
  },
)

/** The callbacks of a task cannot cancel it. */
export const throwsWhenItsCallbackCancels = fault(
  'cancellation.of-a-done-task-is-refused',
  'throws-when-its-callback-cancels',
  {
    says: 'cancel() of a done task',
    tasks: class<T> extends Task<T> {
      #isCalling = false

      override cancel(message?: unknown): boolean {
        if (this.#isCalling) throw new InvalidStateError('The task calls its callbacks.')
        return super.cancel(message)
      }

      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        super.addDoneCallback((task) => {
          this.#isCalling = true
          try {
            callback(task)
          } finally {
            this.#isCalling = false
          }
        }, options)
      }
    },
    profiles: ['host', 'base-hooks', 'net'],
  },
)
