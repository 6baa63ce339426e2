import { registerTask, Task, VirtualEventLoop } from '../../../reference/index.ts'
import { state } from '../../../reference/shared-state.ts'
import type { Context, Coroutine, Task as TaskInterface, TaskOptions } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'

/** Steps a task that is created in a callback before the creator has it in hand. */
class SteppingAtCreation extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
    const task = super.createTask(coro, options)
    if (state.runningLoop === this && state.lastTasks?.current === null) this.ready.pop()?.run()
    return task
  }
}

class StartingTheNewestFirst extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
    const task = super.createTask(coro, options)
    const first = this.ready.pop()
    if (first !== undefined) this.ready.unshift(first)
    return task
  }
}

class TakingAnEmptyNameForNone<T> extends Task<T> {
  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    super(coro, { ...options, name: options.name === '' ? undefined : options.name })
  }
}

class NumberingNothing<T> extends Task<T> {
  override getName(): string {
    return typeof this.taskName === 'number' ? 'Task' : this.taskName
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

class CopyingTheGivenContext<T> extends Task<T> {
  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    super(coro, { ...options, context: options.context?.copy() })
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
    this.settle(value, false)
    return undefined as never
  }
}

class IgnoringTheLoop<T> extends Task<T> {
  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    super(coro, { ...options, loop: new VirtualEventLoop() })
  }
}

class RegisteringFirst<T> extends Task<T> {
  protected override scheduleStep(throws?: boolean, error?: unknown): void {
    registerTask(this)
    super.scheduleStep(throws, error)
  }
}

export const taskCreationFaults: readonly Fault[] = [
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
    name: 'takes-an-empty-name-for-none',
    clause: 'task.keeps-its-name',
    observes: /the names of the three tasks/,
    adapter: withTask('takes-an-empty-name-for-none', TakingAnEmptyNameForNone),
  },
  {
    name: 'calls-every-task-the-same',
    clause: 'task.default-names-differ',
    observes: /they were called Task, Task, Task/,
    adapter: withTask('calls-every-task-the-same', NumberingNothing),
  },
  {
    name: 'answers-a-wrapper-of-the-coroutine',
    clause: 'task.knows-its-coroutine-and-its-loop',
    observes: /getCoro\(\) of the pending task/,
    adapter: withTask('answers-a-wrapper-of-the-coroutine', WrappingItsCoroutine),
  },
  {
    name: 'copies-the-context-given-to-a-task',
    clause: 'task.runs-in-the-given-context',
    observes: /what the context holds in the end/,
    adapter: withTask('copies-the-context-given-to-a-task', CopyingTheGivenContext),
  },
  {
    name: 'wakes-a-task-in-another-context',
    clause: 'task.runs-in-the-given-context',
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
