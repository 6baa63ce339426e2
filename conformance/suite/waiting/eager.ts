/** The functions that wait, with tasks that start eagerly. */
import type { AsyncioApi, Coroutine, EventLoop, Task } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, awaits, eagerLoop, never, soon, waitForNever } from '../support/tasks.ts'
import { pairOf } from '../support/pairs.ts'

/** Runs the body as the first step of an eager task, which a task that is not eager creates, and judges that it comes to its end. */
async function inEagerTask(t: CheckContext, body: (loop: EventLoop) => Coroutine<void>): Promise<void> {
  const loop = eagerLoop(t)
  const main = function* (): Coroutine<void> {
    const task = loop.createTask(
      (function* (): Coroutine<void> {
        t.note('the first step')
        yield* body(loop)
        t.note('the end of the eager task')
      })(),
    )
    t.note('after the creation')
    yield* task
  }
  const outcome = await t.attemptAsync(() => loop.runUntilComplete(main()))
  if (outcome.threw) throw outcome.error
  t.order('the first step', 'after the creation', 'the end of the eager task')
}

/** A coroutine that never waits: as an eager task it is done when it is created. */
function* atOnce(result: string): Coroutine<string> {
  return result
}

type Call = (api: AsyncioApi, loop: EventLoop) => Coroutine<unknown>

/** The first thing that an eager task waits for, and what comes of it: `result`, or the kind of an error. */
const calls: readonly { situation: string; call: Call; due: 'result' | 'TimeoutError' }[] = [
  { situation: 'sleep()', call: (api) => api.sleep(1, 'result'), due: 'result' },
  { situation: 'sleep() of nothing', call: (api) => api.sleep(0, 'result'), due: 'result' },
  {
    situation: 'wait()',
    *call(api, loop) {
      const [done] = yield* api.wait([soon(loop, 'result'), never(loop)], { returnWhen: 'FIRST_COMPLETED' })
      for (const future of done) return future.result()
      return 'no future that is done'
    },
    due: 'result',
  },
  {
    situation: 'waitFor() with plenty of time',
    call: (api, loop) => api.waitFor(soon(loop, 'result'), 10_000),
    due: 'result',
  },
  {
    situation: 'waitFor() without a limit',
    call: (api, loop) => api.waitFor(soon(loop, 'result'), null),
    due: 'result',
  },
  {
    situation: 'waitFor() that expires',
    call: (api, loop) => api.waitFor(never(loop), 5),
    due: 'TimeoutError',
  },
  {
    situation: 'waitFor() without time',
    call: (api, loop) => api.waitFor(never(loop), 0),
    due: 'TimeoutError',
  },
  {
    situation: 'asCompleted()',
    *call(api, loop) {
      for (const next of api.asCompleted([soon(loop, 'result')])) return yield* next
      return 'no coroutine'
    },
    due: 'result',
  },
]

type Limit = (
  api: AsyncioApi,
  loop: EventLoop,
  ms: number,
  body: () => Coroutine<string>,
) => Coroutine<string>

const limits: Readonly<Record<string, Limit>> = {
  'timeout()': (api, _loop, ms, body) => api.timeout(ms, body),
  'timeoutAt()': (api, loop, ms, body) => api.timeoutAt(loop.time() + ms, body),
}

export const waitingEagerChecks: readonly Check[] = [
  ...calls.map(({ situation, call, due }) =>
    check('waiting.eager-step-can-wait', situation, async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await inEagerTask(t, function* (loop) {
        loop.callSoon(t.callback('another callback'))
        outcomes.push(yield* attempted(call(t.api, loop)))
        t.note('goes on')
      })
      t.order('after the creation', 'another callback', 'goes on')
      const outcome = outcomes[0] as Attempt<unknown>
      if (due === 'result') t.same(t.returned(outcome, situation), due, `the result of ${situation}`)
      else t.threw(outcome, due, situation)
    }),
  ),
  ...Object.entries(limits).flatMap(([what, limit]) =>
    [5, 0].map((ms) =>
      check(
        'waiting.eager-step-can-limit-itself',
        `${what} that expires, with ${String(ms)} ms`,
        async (t) => {
          const outcomes: Attempt<unknown>[] = []
          const requests: number[] = []
          await inEagerTask(t, function* (loop) {
            outcomes.push(yield* attempted(limit(t.api, loop, ms, () => waitForNever(loop))))
            requests.push((t.api.currentTask() as Task).cancelling())
            outcomes.push(yield* attempted(soon(loop, 'afterwards')))
          })
          const [expired, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
          t.threw(expired, 'TimeoutError', what)
          t.sameItems(requests, [0], 'cancelling() of the task afterwards')
          t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
        },
      ),
    ),
  ),
  ...Object.entries(limits).map(([what, limit]) =>
    check('waiting.eager-step-can-limit-itself', `${what} in time`, async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await inEagerTask(t, function* (loop) {
        const body = limit(t.api, loop, 10_000, () => awaits(soon(loop, 'result')))
        outcomes.push(yield* attempted(body))
      })
      t.same(t.returned(outcomes[0] as Attempt<unknown>, what), 'result', 'the result')
    }),
  ),
  check('waiting.task-done-at-once-is-done', 'wait() for the first, and for all', async (t) => {
    const places: number[] = []
    await inEagerTask(t, function* (loop) {
      const tasks: Task[] = [loop.createTask(waitForNever(loop)), loop.createTask(atOnce('now'))]
      const [first] = pairOf(
        t,
        yield* t.api.wait(tasks, { returnWhen: 'FIRST_COMPLETED' }),
        'wait()',
        'two sets',
      )
      places.push(...[...first].map((task) => tasks.indexOf(task as Task)))
      const [all] = pairOf(
        t,
        yield* t.api.wait([loop.createTask(atOnce('one')), loop.createTask(atOnce('two'))]),
        'wait()',
        'two sets',
      )
      places.push(all.size)
      yield* stop(tasks)
    })
    t.sameItems(places, [1, 2], 'the place of the first that is done, and how many are done when all are')
  }),
  check('waiting.task-done-at-once-is-done', 'waitFor() and timeout(), with and without time', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await inEagerTask(t, function* (loop) {
      const { timeout, waitFor } = t.api
      outcomes.push(
        yield* attempted(waitFor(atOnce('now'), 10_000)),
        yield* attempted(waitFor(loop.createTask(atOnce('now')), 10_000)),
        yield* attempted(waitFor(loop.createTask(atOnce('now')), 0)),
        yield* attempted(
          timeout(0, function* () {
            return yield* loop.createTask(atOnce('now'))
          }),
        ),
      )
      yield
    })
    const results = outcomes.map((outcome) => t.returned(outcome, 'a wait for a task that is done at once'))
    t.sameItems(results, ['now', 'now', 'now', 'now'], 'the results')
  }),
  check('waiting.task-done-at-once-is-done', 'asCompleted() with one that waits', async (t) => {
    const found: unknown[] = []
    await inEagerTask(t, function* (loop) {
      const awaitables = [waitForNever(loop), atOnce('one'), loop.createTask(atOnce('two'))]
      const coroutines = [...t.api.asCompleted(awaitables, { timeout: 10_000 })]
      for (const next of coroutines.slice(0, 2)) found.push(yield* next)
      for (const unused of coroutines.slice(2)) unused.return('')
    })
    t.sameItems(found, new Set(['one', 'two']), 'what the first two coroutines returned')
  }),
]

/** Cancels the tasks and waits for them. */
function* stop(tasks: readonly Task[]): Coroutine<void> {
  for (const task of tasks) {
    task.cancel()
    yield* attempted(task)
  }
}
