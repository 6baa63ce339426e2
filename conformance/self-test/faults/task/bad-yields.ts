import { isCoroutine, isFuture, Task } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import type { Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const awaitsFuturesOfAnyLoop = fault(
  'task.refuses-a-future-of-another-loop',
  'awaits-futures-of-any-loop',
  {
    says: 'the task was still pending',
    tasks: class<T> extends Task<T> {
      protected override suspend(yielded: unknown): void {
        if (isFuture(yielded) && yielded.getLoop() !== this.loop && yielded.futureBlocking)
          this.waitFor(yielded)
        else super.suspend(yielded)
      }
    },
  },
)

export const letsATaskAwaitItself = fault('task.refuses-to-await-itself', 'lets-a-task-await-itself', {
  says: 'the task was still pending',
  tasks: class<T> extends Task<T> {
    protected override suspend(yielded: unknown): void {
      if (yielded === this && this.futureBlocking) this.waitFor(this)
      else super.suspend(yielded)
    }
  },
})

export const awaitsAFutureWithoutStar = fault(
  'task.refuses-a-future-without-star',
  'awaits-a-future-without-star',
  {
    says: /the task was still pending|"past the yield" happened once/,
    tasks: class<T> extends Task<T> {
      protected override suspend(yielded: unknown): void {
        if (isFuture(yielded) && yielded.getLoop() === this.loop && !yielded.futureBlocking)
          this.waitFor(yielded)
        else super.suspend(yielded)
      }
    },
  },
)

export const leavesTheFlagUpAfterAnAwait = fault(
  'task.refuses-a-future-without-star',
  'leaves-the-flag-up-after-an-await',
  {
    says: 'the task was still pending',
    tasks: class<T> extends Task<T> {
      protected override waitFor(future: Future): void {
        super.waitFor(future)
        future.futureBlocking = true
      }
    },
  },
)

export const skipsACoroutineWithoutStar = fault(
  'task.refuses-a-generator-without-star',
  'skips-a-coroutine-without-star',
  {
    says: '"past the yield" happened once',
    tasks: class<T> extends Task<T> {
      protected override suspend(yielded: unknown): void {
        super.suspend(isCoroutine(yielded) ? undefined : yielded)
      }
    },
  },
)

export const takesFalsyValuesForABareYield = fault(
  'task.refuses-other-values',
  'takes-falsy-values-for-a-bare-yield',
  {
    says: '"past the yield" happened once',
    tasks: class<T> extends Task<T> {
      protected override suspend(yielded: unknown): void {
        const nothing = !yielded
        super.suspend(nothing ? undefined : yielded)
      }
    },
  },
)

export const awaitsAYieldedPromise = fault('task.refuses-a-promise', 'awaits-a-yielded-promise', {
  says: 'the task was still pending',
  tasks: class<T> extends Task<T> {
    protected override suspend(yielded: unknown): void {
      if (yielded instanceof Promise)
        void yielded.then(() => {
          this.scheduleStep()
        })
      else super.suspend(yielded)
    }
  },
  profiles: ['host'],
})

export const endsATaskAtABadYield = fault('task.bad-yield-can-be-caught', 'ends-a-task-at-a-bad-yield', {
  says: 'how many errors the coroutine caught',
  tasks: class<T> extends Task<T> {
    protected override scheduleStep(failure: Failure | null = null): void {
      if (failure !== null) this.finishWithError(failure.error)
      else super.scheduleStep()
    }
  },
})
