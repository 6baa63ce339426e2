import {
  currentTask,
  Future as ReferenceFuture,
  peekRunningLoop,
  Task,
  VirtualEventLoop,
  type Failure,
} from '../../../reference/index.ts'
import type {
  Coroutine,
  EventLoop,
  Future,
  SettableFuture,
  Suspension,
  Task as TaskInterface,
  TaskOptions,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'

class NeverWoken<T> extends Task<T> {
  protected override waitFor(future: Future): void {
    future.futureBlocking = false
    this.waiter = future
  }
}

/** Steps the tasks that wait for it before `setResult` returns, where that is possible. */
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

class WakingInline extends VirtualEventLoop {
  override createFuture<T = unknown>(): SettableFuture<T> {
    return new WakingFuture<T>({ loop: this })
  }

  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): TaskInterface<T> {
    this.checkClosed()
    if (this.taskFactory !== null) return super.createTask(coro, options)
    return new WokenInline<T>(coro, { ...options, loop: this })
  }
}

class WokenTwice<T> extends Task<T> {
  protected override waitFor(future: Future): void {
    super.waitFor(future)
    const again = (done: Future): void => {
      if (!this.done()) this.resume(done)
    }
    future.addDoneCallback(again, this)
  }
}

/** A future with room for one waiting task. */
class TakingTheOnlyPlace<T> extends Task<T> {
  static readonly #waiting = new WeakMap<Future, (done: Future) => void>()

  protected override waitFor(future: Future): void {
    const previous = TakingTheOnlyPlace.#waiting.get(future)
    if (previous !== undefined) future.removeDoneCallback(previous)
    super.waitFor(future)
    if (this.wakeUp !== null) TakingTheOnlyPlace.#waiting.set(future, this.wakeUp)
  }
}

class ThrowingAnErrorOfItsOwn<T> extends Task<T> {
  override step(failure: Failure | null): void {
    const fromFuture = failure !== null && this.waiter !== null && !this.waiter.cancelled()
    super.step(
      fromFuture ? { error: new Error('The awaited future failed.', { cause: failure.error }) } : failure,
    )
  }
}

class SleepingThroughACancellation<T> extends Task<T> {
  protected override resume(done: Future): void {
    if (!done.cancelled() || this.cancelRequests > 0) super.resume(done)
  }
}

class GivingItsAwaiterNothing<T> extends Task<T> {
  override *[Symbol.iterator](): Generator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]()
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value
    return undefined as T
  }
}

/** How many runs each loop has begun. */
const runs = new WeakMap<EventLoop, number>()

class LivingForOneRun<T> extends Task<T> {
  #run: number | undefined = undefined

  override step(failure: Failure | null): void {
    const run = runs.get(this.loop)
    this.#run ??= run
    if (this.#run === run) super.step(failure)
  }
}

class ForgettingItsTasks extends VirtualEventLoop {
  override runForever(): Promise<void> {
    runs.set(this, (runs.get(this) ?? 0) + 1)
    return super.runForever()
  }

  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): TaskInterface<T> {
    this.checkClosed()
    if (this.taskFactory !== null) return super.createTask(coro, options)
    return new LivingForOneRun<T>(coro, { ...options, loop: this })
  }
}

export const taskWakingFaults: readonly Fault[] = [
  {
    name: 'never-wakes-a-waiting-task',
    clause: 'task.waits-for-a-future',
    observes: /"waiter step 2" never happened/,
    adapter: withTask('never-wakes-a-waiting-task', NeverWoken),
  },
  {
    name: 'wakes-tasks-inside-set-result',
    clause: 'task.wakes-later',
    observes: /"waiter step 2" came before "setResult returned"/,
    adapter: faultyLoop('wakes-tasks-inside-set-result', () => new WakingInline()),
  },
  {
    name: 'wakes-a-task-twice',
    clause: 'task.wakes-once',
    observes: /came before|happened once|the exception of the task|never happened/,
    adapter: withTask('wakes-a-task-twice', WokenTwice),
  },
  {
    name: 'wakes-only-the-last-waiter',
    clause: 'task.wakes-every-waiter',
    observes: /how many of five waiting tasks woke/,
    adapter: withTask('wakes-only-the-last-waiter', TakingTheOnlyPlace),
  },
  {
    name: 'throws-an-error-of-its-own-for-a-failed-future',
    clause: 'task.throws-the-error-of-the-future',
    observes: /what the coroutine caught|the exception of the task/,
    adapter: withTask('throws-an-error-of-its-own-for-a-failed-future', ThrowingAnErrorOfItsOwn),
  },
  {
    name: 'sleeps-through-a-cancelled-future',
    clause: 'task.throws-the-cancellation-of-the-future',
    observes: /the task was still pending/,
    adapter: withTask('sleeps-through-a-cancelled-future', SleepingThroughACancellation),
  },
  {
    name: 'gives-the-awaiter-of-a-task-nothing',
    clause: 'task.can-be-awaited',
    observes: /what the await of the task that returned gave|the result at the end of the chain/,
    adapter: withTask('gives-the-awaiter-of-a-task-nothing', GivingItsAwaiterNothing),
  },
  {
    name: 'forgets-its-tasks-when-it-stops',
    clause: 'task.goes-on-in-the-next-run',
    observes: /the task was still pending|"task step 2" never happened/,
    adapter: faultyLoop('forgets-its-tasks-when-it-stops', () => new ForgettingItsTasks()),
  },
]
