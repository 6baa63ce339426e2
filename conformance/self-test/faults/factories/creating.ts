import { Task as ReferenceTask, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, SettableFuture, Task, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const createsFuturesOfAnotherLoop = fault(
  'factories.create-future-makes-a-future',
  'creates-futures-of-another-loop',
  {
    says: 'getLoop() of the future',
    loop: class GivingFuturesToAnother extends VirtualEventLoop {
      static readonly #other = new VirtualEventLoop()

      override createFuture<T>(): SettableFuture<T> {
        return GivingFuturesToAnother.#other.createFuture<T>()
      }
    },
  },
)

export const answersTheCoroutineInsteadOfTheTask = fault(
  'factories.create-task-makes-a-task',
  'answers-the-coroutine-instead-of-the-task',
  {
    says: 'isFuture() of what createTask() returned',
    loop: class extends VirtualEventLoop {
      override createTask<T>(...given: Parameters<VirtualEventLoop['createTask']>): Task<T> {
        super.createTask(...given)
        return given[0] as unknown as Task<T>
      }
    },
  },
)

export const callsAFunctionToGetACoroutine = fault(
  'factories.create-task-refuses-what-is-no-coroutine',
  'calls-a-function-to-get-a-coroutine',
  {
    says: 'function that makes a coroutine did not throw',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        const given: unknown = coro
        return super.createTask(typeof given === 'function' ? (given as () => Coroutine<T>)() : coro, options)
      }
    },
  },
)

export const asksTheFactoryBeforeItLooksWhetherItIsClosed = fault(
  'factories.closed-loop-refuses-tasks',
  'asks-the-factory-before-it-looks-whether-it-is-closed',
  {
    says: 'createTask() of a closed loop with a task factory did not throw',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        if (this.taskFactory !== null) return this.taskFactory(this, coro, options) as Task<T>
        return super.createTask(coro, options)
      }
    },
  },
)

export const closesTheCoroutineThatItRefuses = fault(
  'factories.refused-coroutine-is-left-alone',
  'closes-the-coroutine-that-it-refuses',
  {
    says: '"coroutine step 2" never happened',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        if (this.isClosed()) coro.return(undefined as T)
        return super.createTask(coro, options)
      }
    },
  },
)

export const takesAnEmptyNameForNone = fault(
  'factories.task-has-the-given-name',
  'takes-an-empty-name-for-none',
  {
    says: 'given an empty string',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        if (this.taskFactory !== null || options.name !== '') return super.createTask(coro, options)
        return super.createTask(coro, { ...options, name: undefined })
      }
    },
  },
)

/** Each loop counts its own tasks, so two loops use the same names. */
export const numbersItsTasksForItself = fault(
  'factories.default-names-differ',
  'numbers-its-tasks-for-itself',
  {
    says: 'the default names were Task-1',
    loop: class extends VirtualEventLoop {
      #count = 0

      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        if (this.taskFactory !== null) return super.createTask(coro, options)
        return super.createTask(coro, { ...options, name: options.name ?? `Task-${String(++this.#count)}` })
      }
    },
  },
)

export const copiesTheGivenContext = fault(
  'factories.task-runs-in-the-given-context',
  'copies-the-given-context',
  {
    says: 'the variable in the context after the run',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        if (this.taskFactory !== null) return super.createTask(coro, options)
        this.checkClosed()
        return new ReferenceTask<T>(coro, { ...options, context: options.context?.copy(), loop: this })
      }
    },
  },
)
