import { asyncioApi as real, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const dropsTheWishForAnEagerStart = fault(
  'factories.create-task-takes-eager-start',
  'drops-the-wish-for-an-eager-start',
  {
    says: 'whether each task has begun',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        if (this.taskFactory !== null) return super.createTask(coro, options)
        const { eagerStart: _dropped, ...rest } = options
        return super.createTask(coro, rest)
      }
    },
    profiles: ['host', 'eager'],
  },
)

/** As CPython 3.12 and 3.13. */
export const namesAnEagerTaskAfterItsFirstStep = fault(
  'factories.eager-task-has-its-name',
  'names-an-eager-task-after-its-first-step',
  {
    says: 'The name in the first step',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: (loop, coro, { name, ...options }) => {
        const task = real.eagerTaskFactory(loop, coro, options) as Task
        if (name !== undefined) task.setName(name)
        return task
      },
    },
  },
)

export const startsOnlyItsOwnTasksEagerly = fault(
  'factories.eager-factory-takes-another-class',
  'starts-only-its-own-tasks-eagerly',
  {
    says: 'What the class made: []',
    profiles: ['host', 'eager'],
    api: { createEagerTaskFactory: () => real.eagerTaskFactory },
  },
)

export const dropsTheOptionsForAnotherClass = fault(
  'factories.eager-factory-takes-another-class',
  'drops-the-options-for-another-class',
  {
    says: 'The context that it received is undefined',
    profiles: ['host', 'eager'],
    api: {
      createEagerTaskFactory: (TaskClass) => (loop, coro, options) =>
        new TaskClass(coro, { loop, eagerStart: options.eagerStart ?? true }),
    },
  },
)
