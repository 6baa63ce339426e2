import { Future } from '../../../../reference/index.ts'
import type { Suspension } from '../../../../spec/index.ts'
import { patched } from '../support/patched-await.ts'
import { fault } from '../../fault.ts'

export const awaitsToNullForAFalsyResult = fault(
  'coroutine.await-gives-the-result',
  'awaits-to-null-for-a-falsy-result',
  {
    says: 'What the await gave is null',
    futures: class<T = unknown> extends Future<T> {
      override [Symbol.iterator](): Iterator<Suspension, T, void> {
        const iterator = super[Symbol.iterator]()
        return patched(iterator, {
          next: () => {
            const next = iterator.next()
            return next.done === true ? { done: true, value: next.value || (null as T) } : next
          },
        })
      }
    },
  },
)
