import type { Coroutine } from '../../spec/index.ts'

/** The same coroutine, with `observe` called before each step. `yield*` would hide the first step of a throw. */
export function watchSteps<T>(inner: Coroutine<T>, observe: () => void): Coroutine<T> {
  const outer = {
    next: (): IteratorResult<never, T> => {
      observe()
      return inner.next() as IteratorResult<never, T>
    },
    throw: (error: unknown): IteratorResult<never, T> => {
      observe()
      return inner.throw(error) as IteratorResult<never, T>
    },
    return: (value: T): IteratorResult<never, T> => inner.return(value) as IteratorResult<never, T>,
    [Symbol.iterator]: () => outer,
    [Symbol.toStringTag]: 'Generator',
  }
  return outer
}
