import {
  currentTask,
  Future as ReferenceFuture,
  peekRunningLoop,
  Task,
  VirtualEventLoop,
} from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import type {
  Coroutine,
  Future,
  SettableFuture,
  Task as TaskInterface,
  TaskOptions,
} from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** Steps waiting tasks before `setResult()` returns, if no other task is being stepped. */
class WakingFuture<T> extends ReferenceFuture<T> {
  readonly waiting: (() => void)[] = []

  protected override scheduleCallbacks(): void {
    super.scheduleCallbacks()
    for (const wake of this.waiting) {
      if (peekRunningLoop() === this.loop && currentTask() === null) wake()
      else this.loop.callSoon(wake)
    }
  }
}

class WokenInline<T> extends Task<T> {
  protected override waitFor(future: Future): void {
    if (!(future instanceof WakingFuture)) {
      super.waitFor(future)
      return
    }
    future.futureBlocking = false
    this.waiter = future
    const wake = (): void => {
      this.resume(future)
    }
    future.waiting.push(() => {
      this.getContext().run(wake)
    })
  }
}

export const neverWakesAWaitingTask = fault('task.waits-for-a-future', 'never-wakes-a-waiting-task', {
  says: '"waiter step 2" never happened',
  tasks: class<T> extends Task<T> {
    protected override waitFor(future: Future): void {
      future.futureBlocking = false
      this.waiter = future
    }
  },
})

export const wakesTasksInsideSetResult = fault('task.wakes-later', 'wakes-tasks-inside-set-result', {
  says: '"waiter step 2" came before "setResult returned"',
  loop: class extends VirtualEventLoop {
    override createFuture<T = unknown>(): SettableFuture<T> {
      return new WakingFuture<T>({ loop: this })
    }

    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): TaskInterface<T> {
      this.checkClosed()
      if (this.taskFactory !== null) return super.createTask(coro, options)
      return new WokenInline<T>(coro, { ...options, loop: this })
    }
  },
})

export const wakesATaskTwice = fault('task.wakes-once', 'wakes-a-task-twice', {
  says: /came before|happened once|the exception of the task|never happened/,
  tasks: class<T> extends Task<T> {
    protected override waitFor(future: Future): void {
      super.waitFor(future)
      const again = (done: Future): void => {
        if (!this.done()) this.resume(done)
      }
      future.addDoneCallback(again, this)
    }
  },
})

/** Each future has room for one waiting task. */
export const wakesOnlyTheLastWaiter = fault('task.wakes-every-waiter', 'wakes-only-the-last-waiter', {
  says: 'which of five waiting tasks woke',
  tasks: class TakingTheOnlyPlace<T> extends Task<T> {
    static readonly #waiting = new WeakMap<Future, (done: Future) => void>()

    protected override waitFor(future: Future): void {
      const previous = TakingTheOnlyPlace.#waiting.get(future)
      if (previous !== undefined) future.removeDoneCallback(previous)
      super.waitFor(future)
      if (this.wakeUp !== null) TakingTheOnlyPlace.#waiting.set(future, this.wakeUp)
    }
  },
})

export const throwsAnErrorOfItsOwnForAFailedFuture = fault(
  'task.throws-the-error-of-the-future',
  'throws-an-error-of-its-own-for-a-failed-future',
  {
    says: /what the coroutine caught|the exception of the task/,
    tasks: class<T> extends Task<T> {
      override step(failure: Failure | null): void {
        const fromFuture = failure !== null && this.waiter !== null && !this.waiter.cancelled()
        super.step(
          fromFuture ? { error: new Error('The awaited future failed.', { cause: failure.error }) } : failure,
        )
      }
    },
  },
)

export const sleepsThroughACancelledFuture = fault(
  'task.throws-the-cancellation-of-the-future',
  'sleeps-through-a-cancelled-future',
  {
    says: 'the task was still pending',
    tasks: class<T> extends Task<T> {
      protected override resume(done: Future): void {
        if (!done.cancelled() || this.cancelRequests > 0) super.resume(done)
      }
    },
  },
)
