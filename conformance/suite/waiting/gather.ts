/** `gather`. */
import {
  errorKind,
  type CancelledError,
  type Coroutine,
  type Future,
  type Task,
} from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon, waitForNever } from '../support/tasks.ts'
import { recordingFactory } from '../support/recording-factory.ts'
import { later } from '../support/turns.ts'

const why = 'the peer is slow'

/** The message in the `args` of the `CancelledError` that came of it. A loop may add more to the `args`. */
function messageOf(t: CheckContext, outcome: Attempt<unknown> | undefined): readonly unknown[] {
  const error = t.threw(outcome as Attempt<unknown>, 'CancelledError', 'the await')
  return (error as CancelledError).args.slice(0, 1)
}

export const waitingGatherChecks: readonly Check[] = [
  check(
    'waiting.gather-gives-all-results-in-order',
    'a slow coroutine, a quick one and a future that is done',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const done = loop.createFuture<string>()
        done.setResult('done before')
        const slow = function* (): Coroutine<string> {
          const value = yield* soon(loop, 'slow')
          t.note('slow')
          return value
        }
        const quick = function* (): Coroutine<string> {
          yield
          t.note('quick')
          return 'quick'
        }
        seen.push(...(yield* t.api.gather([slow(), quick(), done])))
      })
      t.order('quick', 'slow')
      t.sameItems(seen, ['slow', 'quick', 'done before'], 'the results')
    },
    { hint: 'Return the results in the order of the awaitables, not in the order in which they are done.' },
  ),
  check('waiting.gather-of-nothing-is-empty', 'an empty list, then a list of one', async (t) => {
    const seen: unknown[][] = []
    await finishTask(t, function* (loop) {
      seen.push(yield* t.api.gather<string>([]))
      seen.push(yield* t.api.gather([soon(loop, 'one')]))
    })
    t.sameItems(seen[0] ?? ['gather() of an empty list returned nothing'], [], 'the results of an empty list')
    t.sameItems(seen[1] ?? [], ['one'], 'the results of one awaitable')
  }),
  check('waiting.gather-awaits-a-duplicate-once', 'a coroutine in two places', async (t) => {
    const seen: unknown[] = []
    await finishTask(t, function* () {
      const once = (function* (): Coroutine<string> {
        t.note('runs')
        yield
        return 'the result'
      })()
      seen.push(...(yield* t.api.gather([once, once])))
    })
    t.times('runs', 1)
    t.sameItems(seen, ['the result', 'the result'], 'the results')
  }),
  check(
    'waiting.gather-awaits-a-duplicate-once',
    'a coroutine that waits, in two places, beside a future in two places',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const once = (function* (): Coroutine<string> {
          t.note('runs')
          const value = yield* soon(loop, 'of the coroutine')
          t.note('ends')
          return value
        })()
        const future = soon(loop, 'of the future')
        seen.push(...(yield* t.api.gather([once, future, once, future])))
      })
      t.times('runs', 1)
      t.times('ends', 1)
      const due = ['of the coroutine', 'of the future', 'of the coroutine', 'of the future']
      t.sameItems(seen, due, 'the results')
    },
    { hint: 'Make one task for each coroutine, also if it is given twice.' },
  ),
  check(
    'waiting.gather-makes-its-tasks-with-the-loop',
    'a task factory, two coroutines and a future',
    async (t) => {
      const { factory, calls } = recordingFactory(t)
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const steps = function* (result: string): Coroutine<string> {
          yield
          return result
        }
        loop.setTaskFactory(factory)
        const gathering = t.api.gather([steps('first'), steps('second'), soon(loop, 'future')])
        loop.setTaskFactory(null)
        seen.push(...(yield* gathering))
      })
      t.same(calls.length, 2, 'how often the factory was called')
      t.sameItems(seen, ['first', 'second', 'future'], 'the results')
    },
    { hint: 'Call createTask() of the loop for each coroutine, so that the task factory is called.' },
  ),
  check('waiting.gather-refuses-two-loops', 'a future of each', async (t) => {
    const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
    const [first, second] = [loop.createFuture<string>(), loop.createFuture<string>()]
    const stranger = other.createFuture<string>()
    const outcomes: Attempt<unknown>[] = []
    loop.callSoon(() => {
      outcomes.push(t.attempt(() => t.api.gather([first, stranger])))
      outcomes.push(t.attempt(() => t.api.gather([first, second])))
    })
    await t.iterations(loop)
    const [refused, right] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.returned(right, 'gather() of two futures of one loop')
    t.threw(refused, 'ValueError', 'gather() of the futures of two loops')
  }),
  check(
    'waiting.gather-throws-the-first-exception',
    'one of two fails, and the gathering is cancelled afterwards',
    async (t) => {
      const error = new Error('of the first')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const failing = (function* (): Coroutine<string> {
          yield
          throw error
        })()
        const other = loop.createTask(
          (function* (): Coroutine<string> {
            yield* soon(loop, null)
            t.note('the other goes on')
            return 'of the other'
          })(),
        )
        const gathering = t.api.gather([failing, other])
        outcomes.push(yield* attempted(gathering))
        outcomes.push({ threw: false, value: gathering.cancel() })
        outcomes.push(yield* attempted(other))
      })
      const [gathering, cancel, other] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.same(gathering.threw ? gathering.error : null, error, 'what the gathering threw')
      t.same(t.returned(cancel, 'cancel()'), false, 'what cancel() of a done gathering returns')
      t.same(t.returned(other, 'the other'), 'of the other', 'the result of the other')
      t.happened('the other goes on')
    },
    { hint: 'On an exception, settle the future of gather(), and do not cancel the others.' },
  ),
  check(
    'waiting.gather-keeps-exceptions-as-results',
    'a result, an exception and a cancelled future',
    async (t) => {
      const error = new Error('of the second')
      const seen: unknown[] = []
      await finishTask(t, function* (loop) {
        const failing = (function* (): Coroutine<string> {
          yield
          throw error
        })()
        const cancelled = loop.createFuture<string>()
        later(loop, () => cancelled.cancel())
        const all = [soon(loop, 'fine'), failing, cancelled]
        seen.push(...(yield* t.api.gather(all, { returnExceptions: true })))
      })
      const [fine, failure, cancellation] = seen
      t.same(seen.length, 3, 'the number of results')
      t.same(fine, 'fine', 'the first result')
      t.same(failure, error, 'the second result')
      t.same(errorKind(cancellation), 'CancelledError', 'the kind of the third result')
    },
  ),
  check(
    'waiting.gather-cancel-reaches-the-children',
    'a task that awaits a gathering is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const children: Future[] = []
      await finishTask(t, function* (loop) {
        children.push(never(loop), loop.createTask(waitForNever(loop)))
        const task: Task = loop.createTask(
          (function* () {
            return yield* t.api.gather(children)
          })(),
        )
        later(loop, () => task.cancel())
        outcomes.push(yield* attempted(task))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task')
      const cancelled = children.map((child) => child.cancelled())
      t.sameItems(cancelled, [true, true], 'cancelled() of the awaitables')
    },
    { hint: 'In cancel() of the future of gather(), cancel every awaitable.' },
  ),
  check('waiting.gather-cancel-reaches-the-children', 'cancel() of the gathering itself', async (t) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const child = never(loop)
      const gathering = t.api.gather([child])
      seen.push(gathering.cancel())
      outcomes.push(yield* attempted(gathering))
      seen.push(child.cancelled())
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
    t.sameItems(seen, [true, true], 'what cancel() returns, and cancelled() of the awaitable')
  }),
  check(
    'waiting.gather-cancel-reaches-the-children',
    'exceptions as results, and cancel() of the gathering',
    async (t) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const children = [never(loop), never(loop)]
        const gathering = t.api.gather(children, { returnExceptions: true })
        seen.push(gathering.cancel())
        outcomes.push(yield* attempted(gathering))
        seen.push(...children.map((child) => child.cancelled()))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
      t.sameItems(seen, [true, true, true], 'what cancel() returns, and cancelled() of both awaitables')
    },
    { hint: 'If the future of gather() is cancelled, end with CancelledError, also with returnExceptions.' },
  ),
  check(
    'waiting.gather-cancel-reaches-the-children',
    'exceptions as results, and the last awaitable ends with a result',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const stubborn = (function* (): Coroutine<string> {
          yield* attempted(waitForNever(loop))
          t.note('the stubborn one goes on')
          return 'in spite of it'
        })()
        const all = [never(loop), stubborn]
        const gathering = t.api.gather(all, { returnExceptions: true })
        later(loop, () => gathering.cancel())
        outcomes.push(yield* attempted(gathering))
      })
      t.happened('the stubborn one goes on')
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
    },
    {
      hint: 'Remember that the future of gather() was cancelled, and end with CancelledError whatever the awaitables return.',
    },
  ),
  check('waiting.gather-throws-the-cancellation-of-a-child', 'one of two is cancelled', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const child = loop.createFuture<string>()
      later(loop, () => child.cancel())
      outcomes.push(yield* attempted(t.api.gather([child, soon(loop, 'other')])))
    })
    t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
  }),
  check(
    'waiting.gather-says-why-it-was-cancelled',
    'a task in it is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const task = loop.createTask(waitForNever(loop))
        later(loop, () => task.cancel(why))
        outcomes.push(yield* attempted(t.api.gather([soon(loop, 'other'), task])))
      })
      t.sameItems(messageOf(t, outcomes[0]), [why], 'the args of what the gathering threw')
    },
    {
      hint: 'Read the CancelledError of a cancelled task only once: a task returns its own error only the first time.',
    },
  ),
  check(
    'waiting.gather-says-why-it-was-cancelled',
    'the gathering is cancelled, with exceptions as results, and one task ends late',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const stubborn = (function* (): Coroutine<string> {
          yield* attempted(waitForNever(loop))
          return yield* soon(loop, 'in spite of it')
        })()
        const options = { returnExceptions: true } as const
        const all = [stubborn, soon(loop, 'done before'), waitForNever(loop)]
        const gathering = t.api.gather(all, options)
        later(loop, () => later(loop, () => gathering.cancel(why)))
        outcomes.push(yield* attempted(gathering))
      })
      t.sameItems(messageOf(t, outcomes[0]), [why], 'the args of what the gathering threw')
    },
    { hint: 'Do not take the CancelledError from the awaitable that is done last: it may not be cancelled.' },
  ),
  check(
    'waiting.gather-says-why-it-was-cancelled',
    'a task of the results is awaited afterwards',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const kinds: unknown[] = []
      await finishTask(t, function* (loop) {
        const task = loop.createTask(waitForNever(loop))
        later(loop, () => task.cancel(why))
        kinds.push(...(yield* t.api.gather([task], { returnExceptions: true })).map(errorKind))
        outcomes.push(yield* attempted(task))
      })
      t.sameItems(kinds, ['CancelledError'], 'the kinds of the results')
      t.sameItems(messageOf(t, outcomes[0]), [why], 'the args of what the task threw')
    },
    {
      hint: 'Do not read the CancelledError of a task without need: a task returns its own error only the first time.',
    },
  ),
]
