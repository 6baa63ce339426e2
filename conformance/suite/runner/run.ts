/** `run`. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, never, soon } from '../support/tasks.ts'
import { notingPolicy, withPolicy } from '../policy/policy.ts'
import { tryRun } from '../support/turns.ts'

/** Runs the body by `run`, on a loop of the candidate. */
export async function runMain<T>(
  t: CheckContext,
  body: (loop: EventLoop) => Coroutine<T>,
): Promise<{ loop: EventLoop; outcome: Attempt<T> }> {
  const loop = t.newEventLoop()
  const outcome = await t.attemptAsync(() => t.api.run(body(loop), { loopFactory: () => loop }))
  return { loop, outcome }
}

/** Waits for ever; when it is cancelled it takes its time, and then does what `end` does. */
export function* leftBehind(
  t: CheckContext,
  loop: EventLoop,
  label: string,
  end?: () => void,
): Coroutine<void> {
  try {
    yield* never(loop)
  } finally {
    t.note(`${label} is cancelled`)
    yield* soon(loop, null)
    t.note(`${label} has cleaned up`)
    end?.()
  }
}

export const runnerRunChecks: readonly Check[] = [
  check('runner.run-gives-what-main-gives', 'a result', async (t) => {
    const seen: unknown[] = []
    const { loop, outcome } = await runMain(t, function* (own) {
      seen.push(t.api.currentTask() !== null, t.api.getRunningLoop())
      return yield* soon(own, 'of main')
    })
    t.same(t.returned(outcome, 'run()'), 'of main', 'the result of run()')
    t.same(seen[0], true, 'whether main is the coroutine of a task')
    t.same(seen[1], loop, 'the loop that main runs on')
  }),
  check('runner.run-gives-what-main-gives', 'an exception', async (t) => {
    const error = new Error('of main')
    const { outcome } = await runMain(t, function* () {
      yield
      t.note('main runs')
      throw error
    })
    t.happened('main runs')
    t.same(outcome.threw ? outcome.error : null, error, 'what run() threw')
  }),
  ...[false, true].map((fails) =>
    check('runner.run-closes-its-loop', fails ? 'main throws' : 'main returns', async (t) => {
      const { loop, outcome } = await runMain(t, function* () {
        yield
        t.note('main runs')
        if (fails) throw new Error('of main')
      })
      t.happened('main runs')
      t.same(outcome.threw, fails, 'whether run() threw')
      t.same(loop.isClosed(), true, 'isClosed() of its loop')
      t.same(t.api.peekRunningLoop(), null, 'the running loop afterwards')
    }),
  ),
  ...[false, true].map((fails) =>
    check(
      'runner.what-is-left-is-cancelled',
      `two tasks are left when main ${fails ? 'throws' : 'returns'}`,
      async (t) => {
        const { loop, outcome } = await runMain(t, function* (own) {
          own.createTask(leftBehind(t, own, 'the first'))
          own.createTask(leftBehind(t, own, 'the second'))
          yield* soon(own, null)
          t.note('main is over')
          if (fails) throw new Error('of main')
        })
        t.same(outcome.threw, fails, 'whether run() threw')
        for (const label of ['the first', 'the second']) {
          t.order('main is over', `${label} is cancelled`, `${label} has cleaned up`)
          t.times(`${label} is cancelled`, 1)
        }
        t.same(loop.isClosed(), true, 'isClosed() of its loop')
      },
      { hint: 'Run the loop until every task of getTasks() is done before you close it.' },
    ),
  ),
  check('runner.failures-at-the-end-are-reported', 'one of three tasks fails', async (t) => {
    const error = new Error('of the cleaning up')
    const tasks: unknown[] = []
    const { loop, outcome } = await runMain(t, function* (own) {
      const failing = leftBehind(t, own, 'the failing one', () => {
        throw error
      })
      tasks.push(own.createTask(failing))
      own.createTask(leftBehind(t, own, 'the cancelled one'))
      const returning = attempted(leftBehind(t, own, 'the returning one'))
      own.createTask(returning)
      yield* soon(own, null)
    })
    t.returned(outcome, 'run()')
    for (const label of ['failing', 'cancelled', 'returning']) t.happened(`the ${label} one has cleaned up`)
    const reports = t.reports(loop)
    t.sameItems(
      reports.map((report) => report.exception),
      [error],
      'the errors that the handler received',
    )
    t.same(reports[0]?.task, tasks[0], '`task` of the context')
  }),
  check('runner.run-is-refused-inside-a-run', 'in a callback', async (t) => {
    const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
    const outcomes: (() => Attempt<unknown>)[] = []
    const start = (): Promise<unknown> =>
      t.api.run(
        (function* (): Coroutine<void> {
          yield
          t.note('a main runs')
        })(),
        {
          loopFactory: () => {
            t.note('the factory is called')
            return other
          },
        },
      )
    loop.callSoon(() => {
      outcomes.push(tryRun(t, start))
      t.note('the callback goes on')
      loop.callSoon(t.callback('the run goes on'))
    })
    await t.iterations(loop)
    await t.iterations(loop)
    t.order('the callback goes on', 'the run goes on')
    const [outcome] = outcomes
    t.threw((outcome as () => Attempt<unknown>)(), 'RuntimeError', 'run() in a callback')
    t.times('the factory is called', 0)
    t.returned(await t.attemptAsync(start), 'run() outside of a run')
    t.times('a main runs', 1)
  }),
  ...Object.entries({ 'a number': 1, 'a string': 'main', 'a function': () => undefined }).map(
    ([what, main]) =>
      check('runner.main-must-be-awaitable', what, async (t) => {
        const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
        const wrong = main as unknown as Coroutine<void>
        const refused = await t.attemptAsync(() => t.api.run(wrong, { loopFactory: () => loop }))
        const right = (function* (): Coroutine<string> {
          yield
          return 'of main'
        })()
        const outcome = await t.attemptAsync(() => t.api.run(right, { loopFactory: () => other }))
        t.same(t.returned(outcome, 'run() of a coroutine'), 'of main', 'the result of a coroutine')
        t.threw(refused, 'TypeError', `run() of ${what}`)
      }),
  ),
  ...[true, false].map((debug) =>
    check('runner.debug-is-passed-on', `debug: ${String(debug)}`, async (t) => {
      const loop = t.newEventLoop()
      loop.setDebug(!debug)
      const main = (function* (): Coroutine<boolean> {
        yield
        return loop.getDebug()
      })()
      const seen = await t.attemptAsync(() => t.api.run(main, { debug, loopFactory: () => loop }))
      t.same(t.returned(seen, 'run()'), debug, 'getDebug() of the loop while main runs')
    }),
  ),
  ...[true, false].map((debug) =>
    check('runner.debug-is-left-alone', `it is ${debug ? 'on' : 'off'}`, async (t) => {
      const loop = t.newEventLoop()
      loop.setDebug(debug)
      const main = (function* (): Coroutine<boolean> {
        yield
        return loop.getDebug()
      })()
      const seen = await t.attemptAsync(() => t.api.run(main, { loopFactory: () => loop }))
      t.same(t.returned(seen, 'run()'), debug, 'getDebug() of the loop while main runs')
    }),
  ),
  check('runner.policy-makes-the-loop', 'a policy that records its calls', async (t) => {
    const loop = t.newEventLoop()
    const policy = notingPolicy(loop)
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await withPolicy(t, policy, async () => {
      const main = (function* (): Coroutine<string> {
        seen.push(t.api.getRunningLoop(), ...policy.sets)
        yield
        return 'of main'
      })()
      outcomes.push(await t.attemptAsync(() => t.api.run(main)))
    })
    t.same(t.returned(outcomes[0] as Attempt<unknown>, 'run()'), 'of main', 'the result of run()')
    t.sameItems(seen, [loop, loop], 'the loop that main runs on, and what was set by then')
    t.sameItems(policy.sets, [loop, null], 'what setEventLoop() of the policy was given')
    t.same(loop.isClosed(), true, 'isClosed() of the loop')
  }),
]
