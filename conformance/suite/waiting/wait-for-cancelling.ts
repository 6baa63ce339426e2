/** `waitFor`: the cancellation of the awaitable, and of the task that waits. */
import {
  isCancelledError,
  type Coroutine,
  type EventLoop,
  type Future,
  type SettableFuture,
  type Task,
} from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, awaits, finishTask, inVain, never, soon } from '../support/tasks.ts'
import { giveResult } from '../support/futures.ts'
import { later } from '../support/turns.ts'

/** What an awaitable does when it gets the `CancelledError`. */
type Respond = (loop: EventLoop, error: unknown) => Coroutine<string>

/** Waits for ever. When it is cancelled, it goes on with `respond`. */
function* untilCancelled(loop: EventLoop, respond: Respond): Coroutine<string> {
  try {
    yield* never(loop)
  } catch (error) {
    if (isCancelledError(error)) return yield* respond(loop, error)
    throw error
  }
  return inVain
}

/** The limits in milliseconds with which `waitFor` cancels a task that has begun. */
const limits = { 'a little time': 5, 'no time': 0, 'less than no time': -1 }

/** What a task that has begun comes to in `waitFor`, if it goes on with `respond` when it is cancelled. */
async function outcomeOf(t: CheckContext, ms: number, respond: Respond): Promise<Attempt<unknown>> {
  const outcomes: Attempt<unknown>[] = []
  await finishTask(t, function* (loop) {
    const task = loop.createTask(untilCancelled(loop, respond))
    yield* soon(loop, null)
    outcomes.push(yield* attempted(t.api.waitFor(task, ms)))
    t.note('waitFor is over')
    yield* attempted(task)
  })
  return outcomes[0] as Attempt<unknown>
}

/** Cancels the task that is in `waitFor`, and returns what became of it. */
function* cancelWaiting(loop: EventLoop, waiting: Coroutine<unknown>): Coroutine<Attempt<unknown>> {
  const task = loop.createTask(waiting)
  later(loop, () => task.cancel())
  return yield* attempted(task)
}

export const waitingWaitForCancellingChecks: readonly Check[] = [
  ...Object.entries(limits).map(([limit, ms]) =>
    check(
      'waiting.wait-for-waits-for-what-it-cancels',
      `a task that takes its time to clean up, with ${limit}`,
      async (t) => {
        const outcome = await outcomeOf(t, ms, function* (loop, error) {
          yield* soon(loop, null)
          yield* soon(loop, null)
          t.note('cleaned up')
          throw error
        })
        t.order('cleaned up', 'waitFor is over')
        t.threw(outcome, 'TimeoutError', 'waitFor()')
      },
    ),
  ),
  ...Object.entries(limits).map(([limit, ms]) =>
    check(
      'waiting.wait-for-keeps-a-result-that-comes-anyway',
      `a task that returns a value when it is cancelled, with ${limit}`,
      async (t) => {
        const outcome = await outcomeOf(t, ms, function* (loop) {
          yield* soon(loop, null)
          return 'what there is so far'
        })
        t.same(t.returned(outcome, 'waitFor()'), 'what there is so far', 'the result')
      },
    ),
  ),
  check(
    'waiting.wait-for-keeps-a-result-that-comes-anyway',
    'a coroutine that returns a value when it is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const coroutine = untilCancelled(loop, function* () {
          yield* soon(loop, null)
          return 'what there is so far'
        })
        outcomes.push(yield* attempted(t.api.waitFor(coroutine, 5)))
      })
      const value = t.returned(outcomes[0] as Attempt<unknown>, 'waitFor()')
      t.same(value, 'what there is so far', 'the result')
    },
  ),
  ...Object.entries(limits).map(([limit, ms]) =>
    check('waiting.wait-for-throws-what-the-clean-up-throws', `a task, with ${limit}`, async (t) => {
      const broken = new Error('of the clean-up')
      const outcome = await outcomeOf(t, ms, function* (loop) {
        yield* soon(loop, null)
        throw broken
      })
      t.same(outcome.threw ? outcome.error : null, broken, 'what waitFor() threw')
    }),
  ),
  check('waiting.wait-for-throws-what-the-clean-up-throws', 'a coroutine', async (t) => {
    const broken = new Error('of the clean-up')
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const coroutine = untilCancelled(loop, function* () {
        throw broken
      })
      outcomes.push(yield* attempted(t.api.waitFor(coroutine, 5)))
    })
    const [outcome] = outcomes as [Attempt<unknown>]
    t.same(outcome.threw ? outcome.error : null, broken, 'what waitFor() threw')
  }),
  ...[10_000, null].flatMap((ms) => [
    check(
      'waiting.wait-for-passes-a-cancellation-on',
      `to a future, with ${ms === null ? 'no limit' : 'plenty of time'}`,
      async (t) => {
        const outcomes: Attempt<unknown>[] = []
        const futures: Future[] = []
        await finishTask(t, function* (loop) {
          const future = never(loop)
          futures.push(future)
          outcomes.push(yield* cancelWaiting(loop, t.api.waitFor(future, ms)))
        })
        t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task that was waiting')
        t.same(futures[0]?.cancelled(), true, 'cancelled() of the awaitable')
      },
    ),
    ...(['task', 'coroutine'] as const).map((kind) =>
      check(
        'waiting.wait-for-passes-a-cancellation-on',
        `to a ${kind} that takes its time to clean up, with ${ms === null ? 'no limit' : 'plenty of time'}`,
        async (t) => {
          const outcomes: Attempt<unknown>[] = []
          await finishTask(t, function* (loop) {
            const coroutine = untilCancelled(loop, function* (_loop, error) {
              yield* soon(loop, null)
              t.note('cleaned up')
              throw error
            })
            const awaitable = kind === 'task' ? loop.createTask(coroutine) : coroutine
            outcomes.push(yield* cancelWaiting(loop, t.api.waitFor(awaitable, ms)))
            t.note('waitFor is over')
            yield* soon(loop, null)
          })
          t.order('cleaned up', 'waitFor is over')
          t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task that was waiting')
        },
      ),
    ),
  ]),
  ...[10_000, null].flatMap((ms) =>
    (['future', 'task'] as const).map((kind) =>
      check(
        'waiting.wait-for-keeps-a-cancellation',
        `the waiting task is cancelled when the ${kind} is done, with ${ms === null ? 'no limit' : 'plenty of time'}`,
        async (t) => {
          const outcomes: Attempt<unknown>[] = []
          await finishTask(t, function* (loop) {
            const future = never(loop) as SettableFuture<string>
            const awaitable = kind === 'future' ? future : loop.createTask(awaits(future))
            const waiting: Task[] = []
            // The first callback of the awaitable: it runs before the task that waits can run again.
            awaitable.addDoneCallback(() => waiting[0]?.cancel())
            waiting.push(loop.createTask(t.api.waitFor(awaitable, ms)))
            later(loop, () => giveResult(future))
            for (const task of waiting) outcomes.push(yield* attempted(task))
          })
          t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task that was waiting')
        },
        { hint: 'Do not catch a CancelledError of your own task, even if the awaitable has a result.' },
      ),
    ),
  ),
]
