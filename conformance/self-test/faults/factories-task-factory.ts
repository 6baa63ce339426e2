/** Loops that use their task factory in the wrong way. */
import { Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'
import type { Coroutine, Future, Task, TaskFactory, TaskOptions } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class IgnoringItsFactory extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    this.checkClosed()
    return new ReferenceTask<T>(coro, { ...options, loop: this })
  }
}

class RunningTheCoroutineItself extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    const task = super.createTask(coro, options)
    if (this.taskFactory !== null) new ReferenceTask(coro, { loop: this })
    return task
  }
}

class WrappingTheResult extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    const made: Task<T> = super.createTask(coro, options)
    return made instanceof ReferenceTask ? made : new ReferenceTask<T>(awaiting(made), { loop: this })
  }
}

function* awaiting<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

class FillingInTheOptions extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    return super.createTask(coro, { ...options, name: options.name ?? null })
  }
}

class DroppingUnknownOptions extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    const known = Object.entries(options).filter(([key]) => key === 'name' || key === 'context')
    return super.createTask(coro, Object.fromEntries(known))
  }
}

class Renaming extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    const task = super.createTask(coro, options)
    if (options.name !== undefined && this.taskFactory !== null) task.setName(options.name)
    return task
  }
}

class FallingBack extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    this.checkClosed()
    try {
      if (this.taskFactory !== null) return this.taskFactory(this, coro, options) as Task<T>
    } catch {
      // The default will do.
    }
    return new ReferenceTask<T>(coro, { ...options, loop: this })
  }
}

class AnsweringAWrapper extends VirtualEventLoop {
  override getTaskFactory(): TaskFactory | null {
    const factory = super.getTaskFactory()
    return factory === null ? null : (...given) => factory(...given)
  }
}

class KeepingTheFactory extends VirtualEventLoop {
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
}

class KeepingItBeforeLooking extends VirtualEventLoop {
  override setTaskFactory(factory: TaskFactory | null): void {
    this.taskFactory = factory
    super.setTaskFactory(factory)
  }
}

class SharingItsFactory extends VirtualEventLoop {
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
}

export const taskFactoryFaults: readonly Fault[] = [
  {
    name: 'ignores-its-task-factory',
    clause: 'factories.factory-makes-the-tasks',
    observes: /coroutines that the factory got/,
    adapter: faultyLoop('ignores-its-task-factory', () => new IgnoringItsFactory()),
  },
  {
    name: 'runs-the-coroutine-beside-its-task-factory',
    clause: 'factories.factory-makes-the-tasks',
    observes: /"a step" happened once/,
    adapter: faultyLoop('runs-the-coroutine-beside-its-task-factory', () => new RunningTheCoroutineItself()),
  },
  {
    name: 'wraps-what-the-task-factory-answers',
    clause: 'factories.factory-result-is-the-callers',
    observes: /what createTask\(\) answered/,
    adapter: faultyLoop('wraps-what-the-task-factory-answers', () => new WrappingTheResult()),
  },
  {
    name: 'gives-the-task-factory-a-name-of-null',
    clause: 'factories.factory-gets-exactly-the-options',
    observes: /createTask\(\) was given nothing/,
    adapter: faultyLoop('gives-the-task-factory-a-name-of-null', () => new FillingInTheOptions()),
  },
  {
    name: 'drops-the-options-that-it-does-not-know',
    clause: 'factories.factory-gets-exactly-the-options',
    observes: /createTask\(\) was given priority/,
    adapter: faultyLoop('drops-the-options-that-it-does-not-know', () => new DroppingUnknownOptions()),
  },
  {
    name: 'renames-what-the-task-factory-answers',
    clause: 'factories.factory-result-is-not-renamed',
    observes: /the names of the tasks/,
    adapter: faultyLoop('renames-what-the-task-factory-answers', () => new Renaming()),
  },
  {
    name: 'makes-the-task-itself-when-the-factory-throws',
    clause: 'factories.factory-errors-reach-the-caller',
    observes: /createTask\(\) threw nothing/,
    adapter: faultyLoop('makes-the-task-itself-when-the-factory-throws', () => new FallingBack()),
  },
  {
    name: 'answers-a-wrapper-of-the-task-factory',
    clause: 'factories.get-task-factory-answers-the-factory',
    observes: /getTaskFactory\(\) after setTaskFactory\(factory\)/,
    adapter: faultyLoop('answers-a-wrapper-of-the-task-factory', () => new AnsweringAWrapper()),
  },
  {
    name: 'keeps-its-task-factory-after-null',
    clause: 'factories.null-restores-the-default',
    observes: /number of calls of the factory/,
    adapter: faultyLoop('keeps-its-task-factory-after-null', () => new KeepingTheFactory()),
  },
  {
    name: 'keeps-a-task-factory-before-it-looks-at-it',
    clause: 'factories.set-task-factory-refuses-what-is-no-function',
    observes: /getTaskFactory\(\) after setTaskFactory\(\) refused/,
    adapter: faultyLoop('keeps-a-task-factory-before-it-looks-at-it', () => new KeepingItBeforeLooking()),
  },
  {
    name: 'shares-its-task-factory',
    clause: 'factories.each-loop-has-its-own-factory',
    observes: /getTaskFactory\(\) of the other loop/,
    adapter: faultyLoop('shares-its-task-factory', () => new SharingItsFactory()),
  },
]
