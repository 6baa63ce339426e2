import { Future, isCoroutine, VirtualEventLoop } from '../../../reference/index.ts'
import type { AsyncioApi, Coroutine, Suspension, Task, TaskOptions } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { withFuture } from './with-future.ts'

type Await<T> = Iterator<Suspension, T, unknown>

/** An iterator as the reference's, with some steps replaced. */
function patched<T>(iterator: Await<T>, changes: Partial<Await<T>>): Iterator<Suspension, T, void> {
  return {
    next: () => iterator.next(undefined),
    throw: (error: unknown) => {
      throw error
    },
    return: (value) => ({ done: true, value: value as T }),
    ...changes,
  }
}

class FlaggedEarly<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    this.futureBlocking = true
    return super[Symbol.iterator]()
  }
}

/** Gives what the task sends in, as a plain generator would, where it should ask the future. */
class GivingWhatIsSent<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]() as Await<T>
    let suspended = false
    return patched(iterator, {
      next: (sent: unknown) => {
        const step = iterator.next(undefined)
        if (step.done === true && suspended) return { done: true, value: this.choose(step.value, sent) }
        suspended = true
        return step
      },
    })
  }

  protected choose(_result: T, sent: unknown): T {
    return sent as T
  }
}

class PreferringWhatIsSent<T> extends GivingWhatIsSent<T> {
  protected override choose(result: T, sent: unknown): T {
    return sent === undefined ? result : (sent as T)
  }
}

class GivingTheErrorAsAValue<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]() as Await<T>
    return patched(iterator, {
      next: () =>
        this.state === 'failed' ? { done: true, value: this.value as T } : iterator.next(undefined),
    })
  }
}

class AlwaysSuspending<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]() as Await<T>
    let rested = this.state !== 'finished'
    return patched(iterator, {
      next: () => {
        if (rested) return iterator.next(undefined)
        rested = true
        return { done: false, value: undefined as unknown as Suspension }
      },
    })
  }
}

class ResultForTheFirst<T> extends Future<T> {
  #given = false;

  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]() as Await<T>
    return patched(iterator, {
      next: () => {
        const step = iterator.next(undefined)
        if (step.done !== true) return step
        const value = this.#given ? (undefined as T) : step.value
        this.#given = true
        return { done: true, value }
      },
    })
  }
}

class GoingOnEarly<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]() as Await<T>
    let suspended = false
    return patched(iterator, {
      next: () => {
        if (suspended && !this.done()) return { done: true, value: undefined as T }
        suspended = true
        return iterator.next(undefined)
      },
    })
  }
}

class CancelledByAThrow<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    return patched(super[Symbol.iterator]() as Await<T>, {
      throw: (error: unknown) => {
        this.cancel()
        throw error
      },
    })
  }
}

class WithoutThrow<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    const iterator = super[Symbol.iterator]()
    return { next: () => iterator.next() }
  }
}

class CancelledByAReturn<T> extends Future<T> {
  override [Symbol.iterator](): Iterator<Suspension, T, void> {
    return patched(super[Symbol.iterator]() as Await<T>, {
      return: (value) => {
        this.cancel()
        return { done: true, value: value as T }
      },
    })
  }
}

function* anyGenerator(): Generator<never, void> {
  // Never called: the prototype of its prototype is what all generators share.
}
const generatorPrototype = Object.getPrototypeOf(anyGenerator.prototype) as object

class TakingOnlyGenerators extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    if (!Object.prototype.isPrototypeOf.call(generatorPrototype, coro))
      throw new TypeError('A generator is required.')
    return super.createTask(coro, options)
  }
}

class AdoptingPromises extends VirtualEventLoop {
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
}

const hasNext = (value: unknown): boolean => typeof (value as { next?: unknown } | null)?.next === 'function'

export const coroutineFaults: readonly Fault[] = [
  {
    name: 'takes-every-iterator-for-a-coroutine',
    clause: 'coroutine.is-told-from-other-values',
    observes: /isCoroutine\(\) of the iterator of a list/,
    adapter: faultyLoop('takes-every-iterator-for-a-coroutine', () => new VirtualEventLoop(), {
      api: { isCoroutine: ((value) => isCoroutine(value) || hasNext(value)) as AsyncioApi['isCoroutine'] },
    }),
  },
  {
    name: 'takes-only-generators-of-the-language',
    clause: 'coroutine.takes-any-object-with-its-methods',
    observes: /createTask\(\) of a wrapper threw/,
    adapter: faultyLoop('takes-only-generators-of-the-language', () => new TakingOnlyGenerators()),
  },
  {
    name: 'makes-tasks-of-promises',
    clause: 'coroutine.promise-is-not-a-coroutine',
    observes: /createTask\(\) of a promise threw nothing/,
    adapter: faultyLoop('makes-tasks-of-promises', () => new AdoptingPromises()),
  },
  {
    name: 'raises-the-flag-when-the-await-begins',
    clause: 'coroutine.await-yields-the-future',
    observes: /futureBlocking after the await of a done future/,
    adapter: withFuture('raises-the-flag-when-the-await-begins', FlaggedEarly),
  },
  {
    name: 'gives-an-awaiting-task-nothing',
    clause: 'coroutine.await-gives-the-result',
    observes: /what yield\* gave/,
    adapter: withFuture('gives-an-awaiting-task-nothing', GivingWhatIsSent),
  },
  {
    name: 'prefers-what-was-sent-to-the-result',
    clause: 'coroutine.await-gives-the-result',
    observes: /what the second step gives/,
    adapter: withFuture('prefers-what-was-sent-to-the-result', PreferringWhatIsSent),
  },
  {
    name: 'gives-an-awaiting-coroutine-the-error-as-a-value',
    clause: 'coroutine.await-throws-the-error',
    observes: /the await of a failed future threw nothing/,
    adapter: withFuture('gives-an-awaiting-coroutine-the-error-as-a-value', GivingTheErrorAsAValue),
  },
  {
    name: 'suspends-at-a-done-future',
    clause: 'coroutine.done-future-does-not-suspend',
    observes: /"ready callback" came before "after awaits of a done future"/,
    adapter: withFuture('suspends-at-a-done-future', AlwaysSuspending),
  },
  {
    name: 'gives-its-result-to-the-first-await',
    clause: 'coroutine.future-can-be-awaited-again',
    observes: /what the awaits gave/,
    adapter: withFuture('gives-its-result-to-the-first-await', ResultForTheFirst),
  },
  {
    name: 'goes-on-when-resumed-too-early',
    clause: 'coroutine.early-resume-is-refused',
    observes: /resuming the await of a pending future threw nothing/,
    adapter: withFuture('goes-on-when-resumed-too-early', GoingOnEarly),
  },
  {
    name: 'cancels-the-future-when-an-await-is-interrupted',
    clause: 'coroutine.thrown-error-surfaces-at-the-await',
    observes: /done\(\) of the future that was awaited/,
    adapter: withFuture('cancels-the-future-when-an-await-is-interrupted', CancelledByAThrow),
  },
  {
    name: 'cannot-be-thrown-into',
    clause: 'coroutine.thrown-error-surfaces-at-the-await',
    observes: /what the coroutine catches/,
    adapter: withFuture('cannot-be-thrown-into', WithoutThrow),
  },
  {
    name: 'cancels-the-future-when-an-await-is-abandoned',
    clause: 'coroutine.abandoned-await-leaves-the-future',
    observes: /done\(\) of the future that was awaited/,
    adapter: withFuture('cancels-the-future-when-an-await-is-abandoned', CancelledByAReturn),
  },
]
