import type { Suspension } from '../../../../spec/index.ts'

/** The iterator behind `yield*` of a future. */
export type Await<T> = Iterator<Suspension, T, unknown>

/** The iterator of a future of the reference, with some of its methods replaced. */
export function patched<T>(iterator: Await<T>, changes: Partial<Await<T>>): Iterator<Suspension, T, void> {
  return {
    next: () => iterator.next(undefined),
    throw: (error: unknown) => {
      throw error
    },
    return: (value) => ({ done: true, value: value as T }),
    ...changes,
  }
}
