import { Future } from '../../../../reference/index.ts'
import type { Suspension } from '../../../../spec/index.ts'
import { patched, type Await } from '../support/patched-await.ts'
import { fault } from '../../fault.ts'

/** Gives what the task sends in, like a plain generator, and not the result of the future. */
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

export const raisesTheFlagWhenTheAwaitBegins = fault(
  'coroutine.await-yields-the-future',
  'raises-the-flag-when-the-await-begins',
  {
    says: 'futureBlocking after the await of a done future',
    futures: class<T> extends Future<T> {
      override [Symbol.iterator](): Iterator<Suspension, T, void> {
        this.futureBlocking = true
        return super[Symbol.iterator]()
      }
    },
  },
)

export const givesAnAwaitingTaskNothing = fault(
  'coroutine.await-gives-the-result',
  'gives-an-awaiting-task-nothing',
  {
    says: 'what yield* gave',
    futures: GivingWhatIsSent,
  },
)

export const prefersWhatWasSentToTheResult = fault(
  'coroutine.await-gives-the-result',
  'prefers-what-was-sent-to-the-result',
  {
    says: 'what the second step gives',
    futures: class<T> extends GivingWhatIsSent<T> {
      protected override choose(result: T, sent: unknown): T {
        return sent === undefined ? result : (sent as T)
      }
    },
  },
)

export const givesAnAwaitingCoroutineTheErrorAsAValue = fault(
  'coroutine.await-throws-the-error',
  'gives-an-awaiting-coroutine-the-error-as-a-value',
  {
    says: 'the await of a failed future did not throw',
    futures: class<T> extends Future<T> {
      override [Symbol.iterator](): Iterator<Suspension, T, void> {
        const iterator = super[Symbol.iterator]() as Await<T>
        return patched(iterator, {
          next: () =>
            this.state === 'failed' ? { done: true, value: this.value as T } : iterator.next(undefined),
        })
      }
    },
  },
)

export const goesOnWhenResumedTooEarly = fault(
  'coroutine.early-resume-is-refused',
  'goes-on-when-resumed-too-early',
  {
    says: 'Resuming the await of a pending future did not throw',
    futures: class<T> extends Future<T> {
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
    },
  },
)

export const cancelsTheFutureWhenAnAwaitIsInterrupted = fault(
  'coroutine.thrown-error-surfaces-at-the-await',
  'cancels-the-future-when-an-await-is-interrupted',
  {
    says: 'done() of the future that was awaited',
    futures: class<T> extends Future<T> {
      override [Symbol.iterator](): Iterator<Suspension, T, void> {
        return patched(super[Symbol.iterator]() as Await<T>, {
          throw: (error: unknown) => {
            this.cancel()
            throw error
          },
        })
      }
    },
  },
)

export const cannotBeThrownInto = fault(
  'coroutine.thrown-error-surfaces-at-the-await',
  'cannot-be-thrown-into',
  {
    says: 'what the coroutine catches',
    futures: class<T> extends Future<T> {
      override [Symbol.iterator](): Iterator<Suspension, T, void> {
        const iterator = super[Symbol.iterator]()
        return { next: () => iterator.next() }
      }
    },
  },
)

export const cancelsTheFutureWhenAnAwaitIsAbandoned = fault(
  'coroutine.abandoned-await-leaves-the-future',
  'cancels-the-future-when-an-await-is-abandoned',
  {
    says: 'done() of the future that was awaited',
    futures: class<T> extends Future<T> {
      override [Symbol.iterator](): Iterator<Suspension, T, void> {
        return patched(super[Symbol.iterator]() as Await<T>, {
          return: (value) => {
            this.cancel()
            return { done: true, value: value as T }
          },
        })
      }
    },
  },
)
