/** Loops that create the wrong future or the wrong task. */
import { Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'
import type { Coroutine, SettableFuture, Task, TaskOptions } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class GivingFuturesToAnother extends VirtualEventLoop {
  static readonly #other = new VirtualEventLoop()

  override createFuture<T>(): SettableFuture<T> {
    return GivingFuturesToAnother.#other.createFuture<T>()
  }
}

class AnsweringTheCoroutine extends VirtualEventLoop {
  override createTask<T>(...given: Parameters<VirtualEventLoop['createTask']>): Task<T> {
    super.createTask(...given)
    return given[0] as unknown as Task<T>
  }
}

class CallingFunctions extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    const given: unknown = coro
    return super.createTask(typeof given === 'function' ? (given as () => Coroutine<T>)() : coro, options)
  }
}

class AskingTheFactoryFirst extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.taskFactory !== null) return this.taskFactory(this, coro, options) as Task<T>
    return super.createTask(coro, options)
  }
}

class ClosingWhatItRefuses extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    if (this.isClosed()) coro.return(undefined as T)
    return super.createTask(coro, options)
  }
}

class TakingAnEmptyNameForNone extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.taskFactory !== null || options.name !== '') return super.createTask(coro, options)
    return super.createTask(coro, { ...options, name: undefined })
  }
}

/** Numbers its tasks for itself, so that two loops use the same names. */
class CountingForItself extends VirtualEventLoop {
  #count = 0

  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.taskFactory !== null) return super.createTask(coro, options)
    return super.createTask(coro, { ...options, name: options.name ?? `Task-${String(++this.#count)}` })
  }
}

class CopyingTheContext extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.taskFactory !== null) return super.createTask(coro, options)
    this.checkClosed()
    return new ReferenceTask<T>(coro, { ...options, context: options.context?.copy(), loop: this })
  }
}

export const creatingFaults: readonly Fault[] = [
  {
    name: 'creates-futures-of-another-loop',
    clause: 'factories.create-future-makes-a-future',
    observes: /getLoop\(\) of the future/,
    adapter: faultyLoop('creates-futures-of-another-loop', () => new GivingFuturesToAnother()),
  },
  {
    name: 'answers-the-coroutine-instead-of-the-task',
    clause: 'factories.create-task-makes-a-task',
    observes: /isFuture\(\) of what createTask\(\) answered/,
    adapter: faultyLoop('answers-the-coroutine-instead-of-the-task', () => new AnsweringTheCoroutine()),
  },
  {
    name: 'calls-a-function-to-get-a-coroutine',
    clause: 'factories.create-task-refuses-what-is-no-coroutine',
    observes: /function that makes a coroutine threw nothing/,
    adapter: faultyLoop('calls-a-function-to-get-a-coroutine', () => new CallingFunctions()),
  },
  {
    name: 'asks-the-factory-before-it-looks-whether-it-is-closed',
    clause: 'factories.closed-loop-refuses-tasks',
    observes: /createTask\(\) of a closed loop with a task factory threw nothing/,
    adapter: faultyLoop(
      'asks-the-factory-before-it-looks-whether-it-is-closed',
      () => new AskingTheFactoryFirst(),
    ),
  },
  {
    name: 'closes-the-coroutine-that-it-refuses',
    clause: 'factories.refused-coroutine-is-left-alone',
    observes: /"coroutine step 2" happened never/,
    adapter: faultyLoop('closes-the-coroutine-that-it-refuses', () => new ClosingWhatItRefuses()),
  },
  {
    name: 'takes-an-empty-name-for-none',
    clause: 'factories.task-has-the-given-name',
    observes: /given an empty string/,
    adapter: faultyLoop('takes-an-empty-name-for-none', () => new TakingAnEmptyNameForNone()),
  },
  {
    name: 'numbers-its-tasks-for-itself',
    clause: 'factories.default-names-differ',
    observes: /the default names were Task-1/,
    adapter: faultyLoop('numbers-its-tasks-for-itself', () => new CountingForItself()),
  },
  {
    name: 'copies-the-given-context',
    clause: 'factories.task-runs-in-the-given-context',
    observes: /the variable in the context after the run/,
    adapter: faultyLoop('copies-the-given-context', () => new CopyingTheContext()),
  },
]
