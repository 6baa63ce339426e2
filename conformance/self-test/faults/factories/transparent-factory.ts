import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** A loop that forgets an option of the tasks that are created while its task factory runs. */
class ForgetfulLoop extends VirtualEventLoop {
  protected inFactory = false

  protected forget(options: TaskOptions): TaskOptions {
    return options
  }

  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.taskFactory === null)
      return super.createTask(coro, this.inFactory ? this.forget(options) : options)
    this.inFactory = true
    try {
      return super.createTask(coro, options)
    } finally {
      this.inFactory = false
    }
  }
}

export const forgetsTheNameInsideOfItsFactory = fault(
  'factories.name-passes-a-factory',
  'forgets-the-name-inside-of-its-factory',
  {
    says: 'The names of the tasks',
    loop: class extends ForgetfulLoop {
      protected override forget({ name: _dropped, ...options }: TaskOptions): TaskOptions {
        return options
      }
    },
  },
)

export const forgetsTheContextInsideOfItsFactory = fault(
  'factories.context-passes-a-factory',
  'forgets-the-context-inside-of-its-factory',
  {
    says: 'The variable in both steps',
    loop: class extends ForgetfulLoop {
      protected override forget({ context: _dropped, ...options }: TaskOptions): TaskOptions {
        return options
      }
    },
  },
)

/** A guard against recursion that is too wide. */
export const makesTheTasksOfItsFactoryByItself = fault(
  'factories.factory-makes-the-tasks',
  'makes-the-tasks-of-its-factory-by-itself',
  {
    says: 'What the factory was called for',
    loop: class extends ForgetfulLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        const { taskFactory } = this
        if (!this.inFactory || taskFactory === null) return super.createTask(coro, options)
        this.taskFactory = null
        try {
          return super.createTask(coro, options)
        } finally {
          this.taskFactory = taskFactory
        }
      }
    },
  },
)
