import { Future, isFuture, VirtualEventLoop } from '../../../reference/index.ts'
import type { AsyncioApi } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { withFuture } from './with-future.ts'

type IsFuture = AsyncioApi['isFuture']

function withIsFuture(name: string, test: (value: unknown) => boolean): Fault['adapter'] {
  return faultyLoop(name, () => new VirtualEventLoop(), { api: { isFuture: test as IsFuture } })
}

const hasThen = (value: unknown): boolean => typeof (value as { then?: unknown } | null)?.then === 'function'

class Thenable<T> extends Future<T> {
  then(fulfilled: (value: T) => void, rejected: (error: unknown) => void): void {
    this.toPromise().then(fulfilled, rejected)
  }
}

export const futureIdentityFaults: readonly Fault[] = [
  {
    name: 'takes-a-thenable-for-a-future',
    clause: 'future.is-told-from-other-values',
    observes: /isFuture\(\) was true for an object with then/,
    adapter: withIsFuture('takes-a-thenable-for-a-future', (value) => isFuture(value) || hasThen(value)),
  },
  {
    name: 'knows-only-futures-of-its-own-class',
    clause: 'future.flag-makes-a-future',
    observes: /isFuture\(\) of an object that has the flag/,
    adapter: withIsFuture('knows-only-futures-of-its-own-class', (value) => value instanceof Future),
  },
  {
    name: 'makes-its-futures-promises',
    clause: 'future.has-no-then',
    observes: /a `then` in a future/,
    adapter: withFuture('makes-its-futures-promises', Thenable),
  },
]
