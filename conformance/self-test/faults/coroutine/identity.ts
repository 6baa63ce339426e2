import { isCoroutine, VirtualEventLoop } from '../../../../reference/index.ts'
import type { AsyncioApi, Coroutine, Task, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

function* anyGenerator(): Generator<never, void> {
  // Not called. All generators share the prototype of its prototype.
}

const generatorPrototype = Object.getPrototypeOf(anyGenerator.prototype) as object

const hasNext = (value: unknown): boolean => typeof (value as { next?: unknown } | null)?.next === 'function'

export const takesEveryIteratorForACoroutine = fault(
  'coroutine.is-told-from-other-values',
  'takes-every-iterator-for-a-coroutine',
  {
    says: 'isCoroutine() of the iterator of a list',
    api: { isCoroutine: ((value) => isCoroutine(value) || hasNext(value)) as AsyncioApi['isCoroutine'] },
  },
)

export const takesOnlyGeneratorsOfTheLanguage = fault(
  'coroutine.takes-any-object-with-its-methods',
  'takes-only-generators-of-the-language',
  {
    says: 'createTask() of a wrapper threw',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        if (!Object.prototype.isPrototypeOf.call(generatorPrototype, coro))
          throw new TypeError('A generator is required.')
        return super.createTask(coro, options)
      }
    },
  },
)

export const makesTasksOfPromises = fault('coroutine.promise-is-not-a-coroutine', 'makes-tasks-of-promises', {
  says: 'createTask() of a promise did not throw',
  loop: class extends VirtualEventLoop {
    override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
      const promise = coro as unknown as PromiseLike<T>
      if (typeof (promise as { then?: unknown } | null)?.then !== 'function')
        return super.createTask(coro, options)
      const future = this.createFuture<T>()
      promise.then(
        (value) => {
          if (!this.isClosed()) future.setResult(value)
        },
        (error: unknown) => {
          if (!this.isClosed()) future.setException(error)
        },
      )
      const adopting = function* (): Coroutine<T> {
        return yield* future
      }
      return super.createTask(adopting(), options)
    }
  },
})
