import { registerTask, Task, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import { state } from '../../../../reference/shared-state.ts'
import type { Context, Coroutine, Task as TaskInterface, TaskOptions } from '../../../../spec/index.ts'
import { rearrange, takeLast } from '../../rearrange.ts'
import type { ConstructorOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Takes the first step of a task inside `createTask()`, if a callback calls it. */
export const stepsATaskInsideItsCreation = fault(
  'task.first-step-comes-later',
  'steps-a-task-inside-its-creation',
  {
    says: '"worker step 1" came before "created"',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
        const task = super.createTask(coro, options)
        if (state.runningLoop === this && state.lastTasks?.current === null) takeLast(this.ready)?.run(this)
        return task
      }
    },
  },
)

export const startsTheNewestTaskFirst = fault('task.starts-in-turn', 'starts-the-newest-task-first', {
  says: '"b step 1" came before "a step 1"',
  loop: class extends VirtualEventLoop {
    override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
      const task = super.createTask(coro, options)
      rearrange(this.ready, (handles) => [...handles.slice(-1), ...handles.slice(0, -1)])
      return task
    }
  },
})

export const answersAWrapperOfTheCoroutine = fault(
  'task.knows-its-coroutine-and-its-loop',
  'answers-a-wrapper-of-the-coroutine',
  {
    says: 'getCoro() of the pending task',
    tasks: class<T> extends Task<T> {
      override getCoro(): Coroutine<T> {
        const { coro } = this
        return (function* () {
          return yield* coro
        })()
      }
    },
  },
)

/** The step runs in the context of the code that settles the future. */
export const wakesATaskInAnotherContext = fault('task.keeps-its-context', 'wakes-a-task-in-another-context', {
  says: 'what the four steps found',
  tasks: class<T> extends Task<T> {
    protected override waitFor(...[future]: Parameters<Task<T>['waitFor']>): void {
      future.futureBlocking = false
      this.waiter = future
      future.addDoneCallback((done) => {
        this.resume(done)
      })
      if (this.mustCancel && future.cancel(...this.cancelArgs)) this.mustCancel = false
    }
  },
})

export const sharesTheContextOfTheCreator = fault(
  'task.copies-the-context-at-creation',
  'shares-the-context-of-the-creator',
  {
    says: 'what the two steps found',
    tasks: class<T> extends Task<T> {
      constructor(coro: Coroutine<T>, options: ConstructorOptions = {}) {
        super(coro, { ...options, context: options.context ?? state.context ?? undefined })
      }
    },
  },
)

export const answersACopyOfTheContextOfATask = fault(
  'task.tells-its-context',
  'answers-a-copy-of-the-context-of-a-task',
  {
    says: 'getContext() of the pending task',
    tasks: class<T> extends Task<T> {
      override getContext(): Context {
        return super.getContext().copy()
      }
    },
  },
)

export const letsAnybodySetTheResultOfATask = fault(
  'task.refuses-setters',
  'lets-anybody-set-the-result-of-a-task',
  {
    says: 'setResult() of a task did not throw',
    tasks: class<T> extends Task<T> {
      override setResult(...[value]: unknown[]): never {
        this.settle('finished', value)
        return undefined as never
      }
    },
  },
)

export const constructsTasksForAnotherLoop = fault(
  'task.constructor-makes-a-task',
  'constructs-tasks-for-another-loop',
  {
    says: 'getLoop() of the task',
    api: {
      Task: class<T> extends Task<T> {
        constructor(coro: Coroutine<T>, options: ConstructorOptions = {}) {
          super(coro, { ...options, loop: new VirtualEventLoop() })
        }
      },
    },
  },
)

export const registersATaskBeforeItIsScheduled = fault(
  'task.failed-construction-leaves-nothing',
  'registers-a-task-before-it-is-scheduled',
  {
    says: 'getTasks() of the closed loop',
    api: {
      Task: class<T> extends Task<T> {
        protected override scheduleStep(failure?: Failure | null): void {
          registerTask(this)
          super.scheduleStep(failure)
        }
      },
    },
  },
)
