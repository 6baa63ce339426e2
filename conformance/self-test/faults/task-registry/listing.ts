import { asyncioApi as real, Task as ReferenceTask, VirtualEventLoop } from '../../../../reference/index.ts'
import type { AsyncioApi, Coroutine, RegisteredTask, Task, TaskOptions } from '../../../../spec/index.ts'
import { forgetTheFirstOf } from '../support/registry.ts'
import { fault } from '../../fault.ts'

/** Lists registered tasks until they unregister, even if they are done. */
function trusting(): Partial<AsyncioApi> {
  const registered = new Set<RegisteredTask>()
  return {
    registerTask: (task) => {
      registered.add(task)
      real.registerTask(task)
    },
    unregisterTask: (task) => {
      registered.delete(task)
      real.unregisterTask(task)
    },
    getTasks: (loop) => {
      const owner = loop ?? real.getRunningLoop()
      const ours = [...registered].filter((task) => task.getLoop() === owner)
      return new Set([...real.getTasks(owner), ...ours])
    },
  }
}

const lingering = new Set<RegisteredTask>()

/** Unregisters the tasks behind one that registers again, like a linked list that is torn. */
function tearing(task: RegisteredTask): void {
  const listed = [...real.getTasks(task.getLoop())]
  const place = listed.indexOf(task)
  if (task instanceof ReferenceTask && place !== -1)
    for (const behind of listed.slice(place + 1)) real.unregisterTask(behind)
  real.registerTask(task)
}

export const registersTasksAtTheirFirstStep = fault(
  'task-registry.created-task-is-listed',
  'registers-tasks-at-their-first-step',
  {
    says: 'getTasks() after createTask()',
    tasks: class<T> extends ReferenceTask<T> {
      constructor(...given: ConstructorParameters<typeof ReferenceTask<T>>) {
        super(...given)
        real.unregisterTask(this)
      }

      override step(...given: Parameters<ReferenceTask<T>['step']>): void {
        real.registerTask(this)
        super.step(...given)
      }
    },
  },
)

export const tearsItsListWhenATaskRegistersAgain = fault(
  'task-registry.tasks-of-the-loop-register-like-any-other',
  'tears-its-list-when-a-task-registers-again',
  {
    says: 'after a task of the loop has registered again',
    profiles: ['host'],
    api: { registerTask: tearing },
  },
)

export const neverListsATaskOfItsOwnAgain = fault(
  'task-registry.tasks-of-the-loop-register-like-any-other',
  'never-lists-a-task-of-its-own-again',
  {
    says: 'after it is registered again',
    profiles: ['host'],
    api: {
      registerTask: (task) => {
        if (!(task instanceof ReferenceTask)) real.registerTask(task)
      },
    },
  },
)

export const keepsAHundredTasks = fault('task-registry.living-task-is-listed', 'keeps-a-hundred-tasks', {
  says: 'the number of waiting tasks, of a hundred and twenty',
  tasks: class<T> extends ReferenceTask<T> {
    constructor(...given: ConstructorParameters<typeof ReferenceTask<T>>) {
      super(...given)
      forgetTheFirstOf(real.getTasks(this.loop))
    }
  },
})

export const unregistersTasksAtTheirFirstWait = fault(
  'task-registry.living-task-is-listed',
  'unregisters-tasks-at-their-first-wait',
  {
    says: 'not listed while it waited',
    tasks: class<T> extends ReferenceTask<T> {
      protected override suspend(yielded: unknown): void {
        real.unregisterTask(this)
        super.suspend(yielded)
      }
    },
  },
)

export const forgetsItsTasksWhenARunEnds = fault(
  'task-registry.living-task-is-listed',
  'forgets-its-tasks-when-a-run-ends',
  {
    says: 'number of tasks between the two runs',
    loop: class extends VirtualEventLoop {
      protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
        for (const task of real.getTasks(this)) real.unregisterTask(task)
        return super.endRun()
      }
    },
  },
)

export const listsTasksUntilTheyUnregister = fault(
  'task-registry.done-tasks-are-not-listed',
  'lists-tasks-until-they-unregister',
  {
    says: 'once the task says that it is done',
    profiles: ['host'],
    api: trusting(),
  },
)

/** The task unregisters in a callback of its own, after its done callbacks. */
export const listsTasksInTheirDoneCallbacks = fault(
  'task-registry.done-tasks-are-not-listed',
  'lists-tasks-in-their-done-callbacks',
  {
    says: 'listed in their own done callbacks',
    tasks: class<T> extends ReferenceTask<T> {
      protected override scheduleCallbacks(): void {
        lingering.add(this)
        super.scheduleCallbacks()
        this.loop.callSoon(() => lingering.delete(this))
      }
    },
    api: {
      getTasks: (loop) => {
        const owner = loop ?? real.getRunningLoop()
        const ours = [...lingering].filter((task) => task.getLoop() === owner)
        return new Set([...real.getTasks(owner), ...ours])
      },
    },
  },
)

export const registersBeforeItRefuses = fault(
  'task-registry.refused-task-is-not-listed',
  'registers-before-it-refuses',
  {
    says: 'after createTask() refused a function',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        const unfinished = { done: () => false, getLoop: () => this }
        real.registerTask(unfinished)
        const task = super.createTask(coro, options)
        real.unregisterTask(unfinished)
        return task
      }
    },
  },
)

export const listsTasksOfItsOwnClassFirst = fault(
  'task-registry.tasks-are-listed-in-creation-order',
  'lists-tasks-of-its-own-class-first',
  {
    says: 'getTasks(), as a list',
    profiles: ['host'],
    api: {
      getTasks: (loop) => {
        const tasks = [...real.getTasks(loop)]
        const isOurs = (task: RegisteredTask): boolean => task instanceof ReferenceTask
        return new Set([...tasks.filter(isOurs), ...tasks])
      },
    },
  },
)
