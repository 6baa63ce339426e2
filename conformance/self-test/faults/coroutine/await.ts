import { Future } from '../../../../reference/index.ts'
import type { Suspension } from '../../../../spec/index.ts'
import { patched, type Await } from '../support/patched-await.ts'
import { fault } from '../../fault.ts'

export const suspendsAtADoneFuture = fault(
  'coroutine.done-future-does-not-suspend',
  'suspends-at-a-done-future',
  {
    says: '"ready callback" came before "after awaits of a done future"',
    futures: class<T> extends Future<T> {
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
    },
  },
)

export const givesItsResultToTheFirstAwait = fault(
  'coroutine.future-can-be-awaited-again',
  'gives-its-result-to-the-first-await',
  {
    says: 'what the awaits gave',
    futures: class<T> extends Future<T> {
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
    },
  },
)
