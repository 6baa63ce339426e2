import type { Coroutine } from '../../spec/index.ts'

/** The same coroutine, with each step taken by `around`. `yield*` would hide the first step of a throw. */
export function watchSteps<T>(inner: Coroutine<T>, around: <R>(step: () => R) => R): Coroutine<T> {
  const outer = {
    next: () => around(() => inner.next()) as IteratorResult<never, T>,
    throw: (error: unknown) => around(() => inner.throw(error)) as IteratorResult<never, T>,
    return: (value: T): IteratorResult<never, T> => inner.return(value) as IteratorResult<never, T>,
    [Symbol.iterator]: () => outer,
    [Symbol.toStringTag]: 'Generator',
  }
  return outer
}
