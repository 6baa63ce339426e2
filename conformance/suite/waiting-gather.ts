/** `gather`. */
import { errorKind, type CancelledError, type Coroutine, type Future, type Task } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask, never, soon, waitForNever } from './in-task.ts'
import { later } from './later.ts'

const why = 'the peer is slow'

/** The `args` of the `CancelledError` that came of it. */
function messageOf(check: Check, outcome: Attempt<unknown> | undefined): readonly unknown[] {
  const error = check.threw(outcome as Attempt<unknown>, 'CancelledError', 'the await')
  return (error as CancelledError).args
}

export const gatherTests: readonly ClauseTest[] = [
  clauseTest(
    'waiting.gather-gives-all-results-in-order',
    'a slow coroutine, a quick one and a future that is done',
    async (check) => {
      const seen: unknown[] = []
      await finishTask(check, function* (loop) {
        const done = loop.createFuture<string>()
        done.setResult('done before')
        const slow = function* (): Coroutine<string> {
          const value = yield* soon(loop, 'slow')
          check.note('slow')
          return value
        }
        const quick = function* (): Coroutine<string> {
          yield
          check.note('quick')
          return 'quick'
        }
        seen.push(...(yield* check.api.gather([slow(), quick(), done])))
      })
      check.order('quick', 'slow')
      check.sameMembers(seen, ['slow', 'quick', 'done before'], 'the results')
    },
    { hint: 'Keep the place of each awaitable, whenever it is done.' },
  ),
  clauseTest('waiting.gather-of-nothing-is-empty', 'an empty list, then a list of one', async (check) => {
    const seen: unknown[][] = []
    await finishTask(check, function* (loop) {
      seen.push(yield* check.api.gather<string>([]))
      seen.push(yield* check.api.gather([soon(loop, 'one')]))
    })
    check.sameMembers(seen[0] ?? ['nothing came back'], [], 'the results of nothing')
    check.sameMembers(seen[1] ?? [], ['one'], 'the results of one awaitable')
  }),
  clauseTest('waiting.gather-awaits-a-duplicate-once', 'a coroutine in two places', async (check) => {
    const seen: unknown[] = []
    await finishTask(check, function* () {
      const once = (function* (): Coroutine<string> {
        check.note('runs')
        yield
        return 'the result'
      })()
      seen.push(...(yield* check.api.gather([once, once])))
    })
    check.times('runs', 1)
    check.sameMembers(seen, ['the result', 'the result'], 'the results')
  }),
  clauseTest(
    'waiting.gather-awaits-a-duplicate-once',
    'a coroutine that waits, in two places, beside a future in two places',
    async (check) => {
      const seen: unknown[] = []
      await finishTask(check, function* (loop) {
        const once = (function* (): Coroutine<string> {
          check.note('runs')
          const value = yield* soon(loop, 'of the coroutine')
          check.note('ends')
          return value
        })()
        const future = soon(loop, 'of the future')
        seen.push(...(yield* check.api.gather([once, future, once, future])))
      })
      check.times('runs', 1)
      check.times('ends', 1)
      const due = ['of the coroutine', 'of the future', 'of the coroutine', 'of the future']
      check.sameMembers(seen, due, 'the results')
    },
    { hint: 'A second task for the same coroutine takes steps of it in between.' },
  ),
  clauseTest('waiting.gather-refuses-two-loops', 'a future of each', async (check) => {
    const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
    const [first, second] = [loop.createFuture<string>(), loop.createFuture<string>()]
    const stranger = other.createFuture<string>()
    const outcomes: Attempt<unknown>[] = []
    loop.callSoon(() => {
      outcomes.push(check.attempt(() => check.api.gather([first, stranger])))
      outcomes.push(check.attempt(() => check.api.gather([first, second])))
    })
    await check.iterations(loop)
    const [refused, right] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    check.answered(right, 'gather() of two futures of one loop')
    check.threw(refused, 'ValueError', 'gather() of the futures of two loops')
  }),
  clauseTest(
    'waiting.gather-throws-the-first-exception',
    'one of two fails, and the gathering is cancelled afterwards',
    async (check) => {
      const error = new Error('of the first')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const failing = (function* (): Coroutine<string> {
          yield
          throw error
        })()
        const other = loop.createTask(
          (function* (): Coroutine<string> {
            yield* soon(loop, null)
            check.note('the other goes on')
            return 'of the other'
          })(),
        )
        const gathering = check.api.gather([failing, other])
        outcomes.push(yield* attempted(gathering))
        outcomes.push({ threw: false, value: gathering.cancel() })
        outcomes.push(yield* attempted(other))
      })
      const [gathering, cancel, other] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      check.same(gathering.threw ? gathering.error : null, error, 'what the gathering threw')
      check.same(check.answered(cancel, 'cancel()'), false, 'what cancel() of a done gathering answers')
      check.same(check.answered(other, 'the other'), 'of the other', 'the result of the other')
      check.happened('the other goes on')
    },
    { hint: 'An exception settles the future of the gathering, and touches nothing else.' },
  ),
  clauseTest(
    'waiting.gather-keeps-exceptions-as-results',
    'a result, an exception and a cancelled future',
    async (check) => {
      const error = new Error('of the second')
      const seen: unknown[] = []
      await finishTask(check, function* (loop) {
        const failing = (function* (): Coroutine<string> {
          yield
          throw error
        })()
        const cancelled = loop.createFuture<string>()
        later(loop, () => cancelled.cancel())
        const all = [soon(loop, 'fine'), failing, cancelled]
        seen.push(...(yield* check.api.gather(all, { returnExceptions: true })))
      })
      const [fine, failure, cancellation] = seen
      check.same(seen.length, 3, 'the number of results')
      check.same(fine, 'fine', 'the first result')
      check.same(failure, error, 'the second result')
      check.same(errorKind(cancellation), 'CancelledError', 'the kind of the third result')
    },
  ),
  clauseTest(
    'waiting.gather-cancel-reaches-the-children',
    'a task that awaits a gathering is cancelled',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      const children: Future[] = []
      await finishTask(check, function* (loop) {
        children.push(never(loop), loop.createTask(waitForNever(loop)))
        const task: Task = loop.createTask(
          (function* () {
            return yield* check.api.gather(children)
          })(),
        )
        later(loop, () => task.cancel())
        outcomes.push(yield* attempted(task))
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task')
      const cancelled = children.map((child) => child.cancelled())
      check.sameMembers(cancelled, [true, true], 'cancelled() of the awaitables')
    },
    { hint: 'cancel() of the gathering passes the request on to its awaitables.' },
  ),
  clauseTest(
    'waiting.gather-cancel-reaches-the-children',
    'cancel() of the gathering itself',
    async (check) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const child = never(loop)
        const gathering = check.api.gather([child])
        seen.push(gathering.cancel())
        outcomes.push(yield* attempted(gathering))
        seen.push(child.cancelled())
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
      check.sameMembers(seen, [true, true], 'what cancel() answers, and cancelled() of the awaitable')
    },
  ),
  clauseTest(
    'waiting.gather-cancel-reaches-the-children',
    'exceptions are results, and cancel() of the gathering is none',
    async (check) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const children = [never(loop), never(loop)]
        const gathering = check.api.gather(children, { returnExceptions: true })
        seen.push(gathering.cancel())
        outcomes.push(yield* attempted(gathering))
        seen.push(...children.map((child) => child.cancelled()))
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
      check.sameMembers(seen, [true, true, true], 'what cancel() answers, and cancelled() of both awaitables')
    },
    { hint: 'Who cancels the whole is not asking for a list of cancellations.' },
  ),
  clauseTest(
    'waiting.gather-cancel-reaches-the-children',
    'exceptions are results, and the last awaitable ends in spite of it',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const stubborn = (function* (): Coroutine<string> {
          yield* attempted(waitForNever(loop))
          check.note('the stubborn one goes on')
          return 'in spite of it'
        })()
        const all = [never(loop), stubborn]
        const gathering = check.api.gather(all, { returnExceptions: true })
        later(loop, () => gathering.cancel())
        outcomes.push(yield* attempted(gathering))
      })
      check.happened('the stubborn one goes on')
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
    },
    { hint: 'That it was asked to is what ends it, whatever becomes of its awaitables.' },
  ),
  clauseTest(
    'waiting.gather-throws-the-cancellation-of-a-child',
    'one of two is cancelled',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const child = loop.createFuture<string>()
        later(loop, () => child.cancel())
        outcomes.push(yield* attempted(check.api.gather([child, soon(loop, 'other')])))
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the gathering')
    },
  ),
  clauseTest(
    'waiting.gather-says-why-it-was-cancelled',
    'a task in it is cancelled',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const task = loop.createTask(waitForNever(loop))
        later(loop, () => task.cancel(why))
        outcomes.push(yield* attempted(check.api.gather([soon(loop, 'other'), task])))
      })
      check.sameMembers(messageOf(check, outcomes[0]), [why], 'the args of what the gathering threw')
    },
    { hint: 'A cancelled task gives its own error to the first who asks alone: ask once.' },
  ),
  clauseTest(
    'waiting.gather-says-why-it-was-cancelled',
    'it is cancelled itself, exceptions are results, and one task refuses to end for a while',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const stubborn = (function* (): Coroutine<string> {
          yield* attempted(waitForNever(loop))
          return yield* soon(loop, 'in spite of it')
        })()
        const options = { returnExceptions: true } as const
        const all = [stubborn, soon(loop, 'done before'), waitForNever(loop)]
        const gathering = check.api.gather(all, options)
        later(loop, () => later(loop, () => gathering.cancel(why)))
        outcomes.push(yield* attempted(gathering))
      })
      check.sameMembers(messageOf(check, outcomes[0]), [why], 'the args of what the gathering threw')
    },
    { hint: 'Who is done last may not have been cancelled at all.' },
  ),
  clauseTest(
    'waiting.gather-says-why-it-was-cancelled',
    'a task that stands among the results is awaited afterwards',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      const kinds: unknown[] = []
      await finishTask(check, function* (loop) {
        const task = loop.createTask(waitForNever(loop))
        later(loop, () => task.cancel(why))
        kinds.push(...(yield* check.api.gather([task], { returnExceptions: true })).map(errorKind))
        outcomes.push(yield* attempted(task))
      })
      check.sameMembers(kinds, ['CancelledError'], 'the kinds of the results')
      check.sameMembers(messageOf(check, outcomes[0]), [why], 'the args of what the task threw')
    },
    { hint: 'A cancelled task gives its own error to the first who asks alone: leave it to others.' },
  ),
]
