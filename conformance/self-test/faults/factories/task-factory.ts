import { Task as ReferenceTask, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, Future, Task, TaskFactory, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

function* awaiting<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

export const ignoresItsTaskFactory = fault('factories.factory-makes-the-tasks', 'ignores-its-task-factory', {
  says: 'coroutines that the factory received',
  loop: class extends VirtualEventLoop {
    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
      this.checkClosed()
      return new ReferenceTask<T>(coro, { ...options, loop: this })
    }
  },
})

export const runsTheCoroutineBesideItsTaskFactory = fault(
  'factories.factory-makes-the-tasks',
  'runs-the-coroutine-beside-its-task-factory',
  {
    says: '"a step" happened once',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        const task = super.createTask(coro, options)
        if (this.taskFactory !== null) new ReferenceTask(coro, { loop: this })
        return task
      }
    },
  },
)

export const wrapsWhatTheTaskFactoryAnswers = fault(
  'factories.factory-result-is-the-callers',
  'wraps-what-the-task-factory-answers',
  {
    says: 'what createTask() returned',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        const made: Task<T> = super.createTask(coro, options)
        return made instanceof ReferenceTask ? made : new ReferenceTask<T>(awaiting(made), { loop: this })
      }
    },
  },
)

export const givesTheTaskFactoryANameOfNull = fault(
  'factories.plain-factory-gets-two-arguments',
  'gives-the-task-factory-a-name-of-null',
  {
    says: 'createTask() was given nothing',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        return super.createTask(coro, Object.keys(options).length === 0 ? { name: null } : options)
      }
    },
  },
)

export const dropsTheOptionsThatItDoesNotKnow = fault(
  'factories.factory-gets-exactly-the-options',
  'drops-the-options-that-it-does-not-know',
  {
    says: 'createTask() was given priority',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        const known = Object.entries(options).filter(([key]) => key === 'name' || key === 'context')
        return super.createTask(coro, Object.fromEntries(known))
      }
    },
  },
)

export const renamesWhatTheTaskFactoryAnswers = fault(
  'factories.factory-result-is-not-renamed',
  'renames-what-the-task-factory-answers',
  {
    says: 'the names of the tasks',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        const task = super.createTask(coro, options)
        if (options.name !== undefined && this.taskFactory !== null) task.setName(options.name)
        return task
      }
    },
  },
)

export const makesTheTaskItselfWhenTheFactoryThrows = fault(
  'factories.factory-errors-reach-the-caller',
  'makes-the-task-itself-when-the-factory-throws',
  {
    says: 'createTask() did not throw',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        this.checkClosed()
        try {
          if (this.taskFactory !== null) return this.taskFactory(this, coro, options) as Task<T>
        } catch {
          // Falls back to the default.
        }
        return new ReferenceTask<T>(coro, { ...options, loop: this })
      }
    },
  },
)

export const answersAWrapperOfTheTaskFactory = fault(
  'factories.get-task-factory-answers-the-factory',
  'answers-a-wrapper-of-the-task-factory',
  {
    says: 'getTaskFactory() after setTaskFactory(factory)',
    loop: class extends VirtualEventLoop {
      override getTaskFactory(): TaskFactory | null {
        const factory = super.getTaskFactory()
        return factory === null ? null : (...given) => factory(...given)
      }
    },
  },
)

export const keepsItsTaskFactoryAfterNull = fault(
  'factories.null-restores-the-default',
  'keeps-its-task-factory-after-null',
  {
    says: 'number of calls of the factory',
    loop: class extends VirtualEventLoop {
      #last: TaskFactory | null = null

      override setTaskFactory(factory: TaskFactory | null): void {
        super.setTaskFactory(factory)
        this.#last = factory ?? this.#last
      }

      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        this.checkClosed()
        if (this.#last !== null) return this.#last(this, coro, options) as Task<T>
        return super.createTask(coro, options)
      }
    },
  },
)

export const keepsATaskFactoryBeforeItLooksAtIt = fault(
  'factories.set-task-factory-refuses-what-is-no-function',
  'keeps-a-task-factory-before-it-looks-at-it',
  {
    says: 'getTaskFactory() after setTaskFactory() refused',
    loop: class extends VirtualEventLoop {
      override setTaskFactory(factory: TaskFactory | null): void {
        this.taskFactory = factory
        super.setTaskFactory(factory)
      }
    },
  },
)

export const sharesItsTaskFactory = fault(
  'factories.each-loop-has-its-own-factory',
  'shares-its-task-factory',
  {
    says: 'getTaskFactory() of the other loop',
    loop: class SharingItsFactory extends VirtualEventLoop {
      static #shared: TaskFactory | null = null

      constructor() {
        super()
        this.taskFactory = SharingItsFactory.#shared
      }

      override setTaskFactory(factory: TaskFactory | null): void {
        super.setTaskFactory(factory)
        SharingItsFactory.#shared = factory
      }

      override getTaskFactory(): TaskFactory | null {
        return SharingItsFactory.#shared
      }

      override close(): void {
        super.close()
        SharingItsFactory.#shared = null
      }
    },
  },
)
