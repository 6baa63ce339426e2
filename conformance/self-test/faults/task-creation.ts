import { registerTask, Task, VirtualEventLoop, type Failure } from '../../../reference/index.ts'
import { state } from '../../../reference/shared-state.ts'
import type { Context, Coroutine, Task as TaskInterface, TaskOptions } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { rearrange, takeLast } from '../rearrange.ts'
import { withTask } from '../with-task.ts'

/** Steps a task that is created in a callback before the creator has it in hand. */
class SteppingAtCreation extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
    const task = super.createTask(coro, options)
    if (state.runningLoop === this && state.lastTasks?.current === null) takeLast(this.ready)?.run(this)
    return task
  }
}

/** Puts what callbacks create where the iteration in progress does not look. */
class LosingTasksOfCallbacks extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
    const task = super.createTask(coro, options)
    if (state.runningLoop === this && state.lastTasks?.current === null) takeLast(this.ready)
    return task
  }
}

class StartingTheNewestFirst extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
    const task = super.createTask(coro, options)
    rearrange(this.ready, (handles) => [...handles.slice(-1), ...handles.slice(0, -1)])
    return task
  }
}

class WrappingItsCoroutine<T> extends Task<T> {
  override getCoro(): Coroutine<T> {
    const { coro } = this
    return (function* () {
      return yield* coro
    })()
  }
}

/** Where whoever settles the future happens to be. */
class WakingInAnotherContext<T> extends Task<T> {
  protected override waitFor(...[future]: Parameters<Task<T>['waitFor']>): void {
    future.futureBlocking = false
    this.waiter = future
    future.addDoneCallback((done) => {
      this.resume(done)
    })
    if (this.mustCancel && future.cancel(...this.cancelArgs)) this.mustCancel = false
  }
}

class SharingTheContextOfTheCreator<T> extends Task<T> {
  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    super(coro, { ...options, context: options.context ?? state.context ?? undefined })
  }
}

class AnsweringACopyOfItsContext<T> extends Task<T> {
  override getContext(): Context {
    return super.getContext().copy()
  }
}

class SettableTask<T> extends Task<T> {
  override setResult(...[value]: unknown[]): never {
    this.settle('finished', value)
    return undefined as never
  }
}

class IgnoringTheLoop<T> extends Task<T> {
  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    super(coro, { ...options, loop: new VirtualEventLoop() })
  }
}

class RegisteringFirst<T> extends Task<T> {
  protected override scheduleStep(failure?: Failure | null): void {
    registerTask(this)
    super.scheduleStep(failure)
  }
}

export const taskCreationFaults: readonly Fault[] = [
  {
    name: 'loses-a-task-that-a-callback-creates',
    clause: 'task.drives-its-coroutine',
    observes: /"worker step 1" never happened/,
    adapter: faultyLoop('loses-a-task-that-a-callback-creates', () => new LosingTasksOfCallbacks()),
  },
  {
    name: 'steps-a-task-inside-its-creation',
    clause: 'task.first-step-comes-later',
    observes: /"worker step 1" came before "created"/,
    adapter: faultyLoop('steps-a-task-inside-its-creation', () => new SteppingAtCreation()),
  },
  {
    name: 'starts-the-newest-task-first',
    clause: 'task.starts-in-turn',
    observes: /"b step 1" came before "a step 1"/,
    adapter: faultyLoop('starts-the-newest-task-first', () => new StartingTheNewestFirst()),
  },
  {
    name: 'answers-a-wrapper-of-the-coroutine',
    clause: 'task.knows-its-coroutine-and-its-loop',
    observes: /getCoro\(\) of the pending task/,
    adapter: withTask('answers-a-wrapper-of-the-coroutine', WrappingItsCoroutine),
  },
  {
    name: 'wakes-a-task-in-another-context',
    clause: 'task.keeps-its-context',
    observes: /what the four steps found/,
    adapter: withTask('wakes-a-task-in-another-context', WakingInAnotherContext),
  },
  {
    name: 'shares-the-context-of-the-creator',
    clause: 'task.copies-the-context-at-creation',
    observes: /what the two steps found/,
    adapter: withTask('shares-the-context-of-the-creator', SharingTheContextOfTheCreator),
  },
  {
    name: 'answers-a-copy-of-the-context-of-a-task',
    clause: 'task.tells-its-context',
    observes: /getContext\(\) of the pending task/,
    adapter: withTask('answers-a-copy-of-the-context-of-a-task', AnsweringACopyOfItsContext),
  },
  {
    name: 'lets-anybody-set-the-result-of-a-task',
    clause: 'task.refuses-setters',
    observes: /setResult\(\) of a task threw nothing/,
    adapter: withTask('lets-anybody-set-the-result-of-a-task', SettableTask),
  },
  {
    name: 'constructs-tasks-for-another-loop',
    clause: 'task.constructor-makes-a-task',
    observes: /getLoop\(\) of the task/,
    adapter: faultyLoop('constructs-tasks-for-another-loop', () => new VirtualEventLoop(), {
      api: { Task: IgnoringTheLoop },
    }),
  },
  {
    name: 'registers-a-task-before-it-is-scheduled',
    clause: 'task.failed-construction-leaves-nothing',
    observes: /getTasks\(\) of the closed loop/,
    adapter: faultyLoop('registers-a-task-before-it-is-scheduled', () => new VirtualEventLoop(), {
      api: { Task: RegisteringFirst },
    }),
  },
]
