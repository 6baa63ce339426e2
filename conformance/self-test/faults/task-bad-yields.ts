import { isCoroutine, isFuture, Task, type Failure } from '../../../reference/index.ts'
import type { Future } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'

class AwaitingFuturesOfAnyLoop<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    if (isFuture(yielded) && yielded.getLoop() !== this.loop && yielded.futureBlocking) this.waitFor(yielded)
    else super.suspend(yielded)
  }
}

class AwaitingItself<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    if (yielded === this && this.futureBlocking) this.waitFor(this)
    else super.suspend(yielded)
  }
}

class AwaitingAYieldedFuture<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    if (isFuture(yielded) && yielded.getLoop() === this.loop && !yielded.futureBlocking) this.waitFor(yielded)
    else super.suspend(yielded)
  }
}

class LeavingTheFlagUp<T> extends Task<T> {
  protected override waitFor(future: Future): void {
    super.waitFor(future)
    future.futureBlocking = true
  }
}

class SkippingAYieldedCoroutine<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    super.suspend(isCoroutine(yielded) ? undefined : yielded)
  }
}

class TakingFalsyValuesForNothing<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    const nothing = !yielded
    super.suspend(nothing ? undefined : yielded)
  }
}

class AwaitingAPromise<T> extends Task<T> {
  protected override suspend(yielded: unknown): void {
    if (yielded instanceof Promise)
      void yielded.then(() => {
        this.scheduleStep()
      })
    else super.suspend(yielded)
  }
}

class EndingAtABadYield<T> extends Task<T> {
  protected override scheduleStep(failure: Failure | null = null): void {
    if (failure !== null) this.finishWithError(failure.error)
    else super.scheduleStep()
  }
}

export const taskBadYieldsFaults: readonly Fault[] = [
  {
    name: 'awaits-futures-of-any-loop',
    clause: 'task.refuses-a-future-of-another-loop',
    observes: /the task was still pending/,
    adapter: withTask('awaits-futures-of-any-loop', AwaitingFuturesOfAnyLoop),
  },
  {
    name: 'lets-a-task-await-itself',
    clause: 'task.refuses-to-await-itself',
    observes: /the task was still pending/,
    adapter: withTask('lets-a-task-await-itself', AwaitingItself),
  },
  {
    name: 'awaits-a-future-without-star',
    clause: 'task.refuses-a-future-without-star',
    observes: /the task was still pending|"past the yield" happened once/,
    adapter: withTask('awaits-a-future-without-star', AwaitingAYieldedFuture),
  },
  {
    name: 'leaves-the-flag-up-after-an-await',
    clause: 'task.refuses-a-future-without-star',
    observes: /the task was still pending/,
    adapter: withTask('leaves-the-flag-up-after-an-await', LeavingTheFlagUp),
  },
  {
    name: 'skips-a-coroutine-without-star',
    clause: 'task.refuses-a-generator-without-star',
    observes: /"past the yield" happened once/,
    adapter: withTask('skips-a-coroutine-without-star', SkippingAYieldedCoroutine),
  },
  {
    name: 'takes-falsy-values-for-a-bare-yield',
    clause: 'task.refuses-other-values',
    observes: /"past the yield" happened once/,
    adapter: withTask('takes-falsy-values-for-a-bare-yield', TakingFalsyValuesForNothing),
  },
  {
    name: 'awaits-a-yielded-promise',
    clause: 'task.refuses-a-promise',
    observes: /the task was still pending/,
    adapter: withTask('awaits-a-yielded-promise', AwaitingAPromise, { profiles: ['host'] }),
  },
  {
    name: 'ends-a-task-at-a-bad-yield',
    clause: 'task.bad-yield-can-be-caught',
    observes: /how many errors the coroutine caught/,
    adapter: withTask('ends-a-task-at-a-bad-yield', EndingAtABadYield),
  },
]
