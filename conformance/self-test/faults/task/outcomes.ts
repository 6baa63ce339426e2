import { Task } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import { isFatalError } from '../../../../spec/index.ts'
import type { Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** A promise does the same. */
export const awaitsAReturnedFuture = fault('task.keeps-what-it-returns', 'awaits-a-returned-future', {
  says: 'the task was still pending',
  tasks: class<T> extends Task<T> {
    protected override settle(state: 'finished' | 'failed', value: unknown): void {
      const followed = value as Partial<Future> | null | undefined
      if (state === 'failed' || typeof followed?.addDoneCallback !== 'function') super.settle(state, value)
      else
        followed.addDoneCallback((future) => {
          super.settle('finished', future.result())
        })
    }
  },
})

export const wrapsWhatACoroutineThrows = fault('task.keeps-its-exception', 'wraps-what-a-coroutine-throws', {
  says: 'the exception of the task',
  tasks: class<T> extends Task<T> {
    protected override settle(state: 'finished' | 'failed', value: unknown): void {
      const wrap = state === 'failed' && value instanceof Error && !isFatalError(value)
      super.settle(state, wrap ? new Error('The coroutine failed.', { cause: value }) : value)
    }
  },
})

export const takesAFalsyErrorForNone = fault('task.keeps-any-thrown-value', 'takes-a-falsy-error-for-none', {
  says: 'result() returned',
  tasks: class<T> extends Task<T> {
    protected override settle(state: 'finished' | 'failed', value: unknown): void {
      super.settle(value ? state : 'finished', value)
    }
  },
  profiles: ['host'],
})

/** A host that ends the process at an unhandled rejection does the same. */
export const stopsTheLoopWhenATaskFails = fault(
  'task.failure-stays-inside',
  'stops-the-loop-when-a-task-fails',
  {
    says: /"(retrieve|other step \d)" never happened/,
    tasks: class<T> extends Task<T> {
      protected override finishWithError(thrown: unknown): void {
        super.finishWithError(thrown)
        if (!this.cancelled()) this.loop.stop()
      }
    },
  },
)

export const keepsAFatalErrorInsideTheTask = fault(
  'task.fatal-error-leaves-the-loop',
  'keeps-a-fatal-error-inside-the-task',
  {
    says: 'the run ended without an error',
    tasks: class<T> extends Task<T> {
      protected override finishWithError(thrown: unknown): void {
        try {
          super.finishWithError(thrown)
        } catch {
          // The task keeps the error, and the run goes on.
        }
      }
    },
  },
)

export const leavesATaskWithAFatalErrorPending = fault(
  'task.fatal-error-leaves-the-loop',
  'leaves-a-task-with-a-fatal-error-pending',
  {
    says: 'the task was still pending',
    tasks: class<T> extends Task<T> {
      protected override finishWithError(thrown: unknown): void {
        if (isFatalError(thrown)) throw thrown
        super.finishWithError(thrown)
      }
    },
  },
)

export const takesAThrownCancellationForAFailure = fault(
  'task.cancelled-error-cancels',
  'takes-a-thrown-cancellation-for-a-failure',
  {
    says: 'cancelled() was false',
    tasks: class<T> extends Task<T> {
      protected override finishCancelled(error: Error | null): void {
        if (this.cancelRequests === 0 && error !== null) this.settle('failed', error)
        else super.finishCancelled(error)
      }
    },
  },
)

export const cancelsATaskAtOnce = fault('task.cancel-is-a-request', 'cancels-a-task-at-once', {
  says: /cancel\(\), then done\(\), of the pending task|cancelled\(\) was true/,
  tasks: class<T> extends Task<T> {
    override cancel(message?: unknown): boolean {
      const accepted = super.cancel(message)
      if (accepted) this.finishCancelled(null)
      return accepted
    }

    override step(failure: Failure | null): void {
      if (!this.done()) super.step(failure)
    }
  },
})

export const callsTheDoneCallbacksOfATaskInline = fault(
  'task.done-callbacks-come-later',
  'calls-the-done-callbacks-of-a-task-inline',
  {
    says: '"a" came before "scheduled by the last step"',
    tasks: class<T> extends Task<T> {
      protected override scheduleCallbacks(): void {
        const { callbacks } = this
        this.callbacks = null
        for (const { callback, context } of callbacks ?? [])
          context.run(() => {
            callback(this as never)
          })
      }
    },
  },
)
