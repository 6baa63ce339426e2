import { Future, isFuture } from '../../../../reference/index.ts'
import type { AsyncioApi } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

const hasThen = (value: unknown): boolean => typeof (value as { then?: unknown } | null)?.then === 'function'

export const takesAThenableForAFuture = fault(
  'future.is-told-from-other-values',
  'takes-a-thenable-for-a-future',
  {
    says: 'isFuture() was true for an object with then',
    api: { isFuture: ((value) => isFuture(value) || hasThen(value)) as AsyncioApi['isFuture'] },
  },
)

export const knowsOnlyFuturesOfItsOwnClass = fault(
  'future.flag-makes-a-future',
  'knows-only-futures-of-its-own-class',
  {
    says: 'isFuture() of an object that has the flag',
    api: { isFuture: (value) => value instanceof Future },
  },
)

export const makesItsFuturesPromises = fault('future.has-no-then', 'makes-its-futures-promises', {
  says: 'a `then` in a future',
  futures: class<T> extends Future<T> {
    then(fulfilled: (value: T) => void, rejected: (error: unknown) => void): void {
      this.toPromise().then(fulfilled, rejected)
    }
  },
})
