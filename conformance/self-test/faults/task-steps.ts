import { Task, type Failure } from '../../../reference/index.ts'
import { isFatalError, type Future } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'

class GoingStraightOn<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    if (yielded === undefined) this.step(null)
    else super.suspend(yielded)
  }
}

/** As a promise does. */
class FollowingWhatIsReturned<T> extends Task<T> {
  protected override settle(state: 'finished' | 'failed', value: unknown): void {
    const followed = value as Partial<Future> | null | undefined
    if (state === 'failed' || typeof followed?.addDoneCallback !== 'function') super.settle(state, value)
    else
      followed.addDoneCallback((future) => {
        super.settle('finished', future.result())
      })
  }
}

class WrappingExceptions<T> extends Task<T> {
  protected override settle(state: 'finished' | 'failed', value: unknown): void {
    const wrap = state === 'failed' && value instanceof Error && !isFatalError(value)
    super.settle(state, wrap ? new Error('The coroutine failed.', { cause: value }) : value)
  }
}

class TakingAFalsyErrorForNone<T> extends Task<T> {
  protected override settle(state: 'finished' | 'failed', value: unknown): void {
    super.settle(value ? state : 'finished', value)
  }
}

/** As a host does that ends the process at an unhandled rejection. */
class StoppingTheLoop<T> extends Task<T> {
  protected override finishWithError(thrown: unknown): void {
    super.finishWithError(thrown)
    if (!this.cancelled()) this.loop.stop()
  }
}

class KeepingFatalErrorsToItself<T> extends Task<T> {
  protected override finishWithError(thrown: unknown): void {
    try {
      super.finishWithError(thrown)
    } catch {
      // That the task has it seems enough.
    }
  }
}

class LosingFatalErrors<T> extends Task<T> {
  protected override finishWithError(thrown: unknown): void {
    if (isFatalError(thrown)) throw thrown
    super.finishWithError(thrown)
  }
}

class FailingUnlessCancelled<T> extends Task<T> {
  protected override finishCancelled(error: Error | null): void {
    if (this.cancelRequests === 0 && error !== null) this.settle('failed', error)
    else super.finishCancelled(error)
  }
}

class CancelledAtOnce<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    const answer = super.cancel(message)
    if (answer) this.finishCancelled(null)
    return answer
  }

  override step(failure: Failure | null): void {
    if (!this.done()) super.step(failure)
  }
}

class CallingBackInline<T> extends Task<T> {
  protected override scheduleCallbacks(): void {
    const { callbacks } = this
    this.callbacks = null
    for (const { callback, context } of callbacks ?? [])
      context.run(() => {
        callback(this as never)
      })
  }
}

export const taskStepsFaults: readonly Fault[] = [
  {
    name: 'goes-straight-on-at-a-bare-yield',
    clause: 'task.bare-yield-lets-others-run',
    observes: /"b step 1" came before "a step 2"|"task step 2" came before "callback"/,
    adapter: withTask('goes-straight-on-at-a-bare-yield', GoingStraightOn),
  },
  {
    name: 'awaits-a-returned-future',
    clause: 'task.keeps-what-it-returns',
    observes: /the task was still pending/,
    adapter: withTask('awaits-a-returned-future', FollowingWhatIsReturned),
  },
  {
    name: 'wraps-what-a-coroutine-throws',
    clause: 'task.keeps-its-exception',
    observes: /the exception of the task/,
    adapter: withTask('wraps-what-a-coroutine-throws', WrappingExceptions),
  },
  {
    name: 'takes-a-falsy-error-for-none',
    clause: 'task.keeps-any-thrown-value',
    observes: /result\(\) answered/,
    adapter: withTask('takes-a-falsy-error-for-none', TakingAFalsyErrorForNone, { profiles: ['host'] }),
  },
  {
    name: 'stops-the-loop-when-a-task-fails',
    clause: 'task.failure-stays-inside',
    observes: /"(retrieve|other step \d)" never happened/,
    adapter: withTask('stops-the-loop-when-a-task-fails', StoppingTheLoop),
  },
  {
    name: 'keeps-a-fatal-error-inside-the-task',
    clause: 'task.fatal-error-leaves-the-loop',
    observes: /the run ended as if nothing had been/,
    adapter: withTask('keeps-a-fatal-error-inside-the-task', KeepingFatalErrorsToItself),
  },
  {
    name: 'leaves-a-task-with-a-fatal-error-pending',
    clause: 'task.fatal-error-leaves-the-loop',
    observes: /the task was still pending/,
    adapter: withTask('leaves-a-task-with-a-fatal-error-pending', LosingFatalErrors),
  },
  {
    name: 'takes-a-thrown-cancellation-for-a-failure',
    clause: 'task.cancelled-error-cancels',
    observes: /cancelled\(\) was false/,
    adapter: withTask('takes-a-thrown-cancellation-for-a-failure', FailingUnlessCancelled),
  },
  {
    name: 'cancels-a-task-at-once',
    clause: 'task.cancel-is-a-request',
    observes: /cancel\(\), then done\(\), of the pending task|cancelled\(\) was true/,
    adapter: withTask('cancels-a-task-at-once', CancelledAtOnce),
  },
  {
    name: 'calls-the-done-callbacks-of-a-task-inline',
    clause: 'task.done-callbacks-come-later',
    observes: /"a" came before "scheduled by the last step"/,
    adapter: withTask('calls-the-done-callbacks-of-a-task-inline', CallingBackInline),
  },
]
