/** `run`. */
import type { Coroutine, EventLoop } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { attempted, never, soon } from './in-task.ts'
import { notingPolicy, withPolicy } from './policy.ts'
import { tryRun } from './refusals.ts'

/** Runs the body by `run`, on a loop of the candidate. */
export async function runMain<T>(
  check: Check,
  body: (loop: EventLoop) => Coroutine<T>,
): Promise<{ loop: EventLoop; outcome: Attempt<T> }> {
  const loop = check.newEventLoop()
  const outcome = await check.attemptAsync(() => check.api.run(body(loop), { loopFactory: () => loop }))
  return { loop, outcome }
}

/** Waits for ever; when it is cancelled it takes its time, and then does what `end` does. */
export function* leftBehind(check: Check, loop: EventLoop, label: string, end?: () => void): Coroutine<void> {
  try {
    yield* never(loop)
  } finally {
    check.note(`${label} is told to end`)
    yield* soon(loop, null)
    check.note(`${label} has cleaned up`)
    end?.()
  }
}

export const runTests: readonly ClauseTest[] = [
  clauseTest('runner.run-gives-what-main-gives', 'a result', async (check) => {
    const seen: unknown[] = []
    const { loop, outcome } = await runMain(check, function* (own) {
      seen.push(check.api.currentTask() !== null, check.api.getRunningLoop())
      return yield* soon(own, 'of main')
    })
    check.same(check.answered(outcome, 'run()'), 'of main', 'the result of run()')
    check.same(seen[0], true, 'whether main is the coroutine of a task')
    check.same(seen[1], loop, 'the loop that main runs on')
  }),
  clauseTest('runner.run-gives-what-main-gives', 'an exception', async (check) => {
    const error = new Error('of main')
    const { outcome } = await runMain(check, function* () {
      yield
      check.note('main runs')
      throw error
    })
    check.happened('main runs')
    check.same(outcome.threw ? outcome.error : null, error, 'what run() threw')
  }),
  ...[false, true].map((fails) =>
    clauseTest('runner.run-closes-its-loop', fails ? 'main throws' : 'main returns', async (check) => {
      const { loop, outcome } = await runMain(check, function* () {
        yield
        check.note('main runs')
        if (fails) throw new Error('of main')
      })
      check.happened('main runs')
      check.same(outcome.threw, fails, 'whether run() threw')
      check.same(loop.isClosed(), true, 'isClosed() of its loop')
      check.same(check.api.peekRunningLoop(), null, 'the running loop afterwards')
    }),
  ),
  ...[false, true].map((fails) =>
    clauseTest(
      'runner.what-is-left-is-cancelled',
      `two tasks are left when main ${fails ? 'throws' : 'returns'}`,
      async (check) => {
        const { loop, outcome } = await runMain(check, function* (own) {
          own.createTask(leftBehind(check, own, 'the first'))
          own.createTask(leftBehind(check, own, 'the second'))
          yield* soon(own, null)
          check.note('main is over')
          if (fails) throw new Error('of main')
        })
        check.same(outcome.threw, fails, 'whether run() threw')
        for (const label of ['the first', 'the second']) {
          check.order('main is over', `${label} is told to end`, `${label} has cleaned up`)
          check.times(`${label} is told to end`, 1)
        }
        check.same(loop.isClosed(), true, 'isClosed() of its loop')
      },
      { hint: 'Before it is closed, the loop has to run on until every task of getTasks() is done.' },
    ),
  ),
  clauseTest('runner.failures-at-the-end-are-reported', 'one of three tasks fails', async (check) => {
    const error = new Error('of the cleaning up')
    const tasks: unknown[] = []
    const { loop, outcome } = await runMain(check, function* (own) {
      const failing = leftBehind(check, own, 'the failing one', () => {
        throw error
      })
      tasks.push(own.createTask(failing))
      own.createTask(leftBehind(check, own, 'the cancelled one'))
      const returning = attempted(leftBehind(check, own, 'the returning one'))
      own.createTask(returning)
      yield* soon(own, null)
    })
    check.answered(outcome, 'run()')
    for (const label of ['failing', 'cancelled', 'returning'])
      check.happened(`the ${label} one has cleaned up`)
    const reports = check.reports(loop)
    check.sameMembers(
      reports.map((report) => report.exception),
      [error],
      'the errors that the handler heard of',
    )
    check.same(reports[0]?.task, tasks[0], '`task` of the context')
  }),
  clauseTest('runner.run-is-refused-inside-a-run', 'in a callback', async (check) => {
    const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
    const outcomes: (() => Attempt<unknown>)[] = []
    const start = (): Promise<unknown> =>
      check.api.run(
        (function* (): Coroutine<void> {
          yield
          check.note('a main runs')
        })(),
        {
          loopFactory: () => {
            check.note('the factory is called')
            return other
          },
        },
      )
    loop.callSoon(() => {
      outcomes.push(tryRun(check, start))
      check.note('the callback goes on')
      loop.callSoon(check.callback('the run goes on'))
    })
    await check.iterations(loop)
    await check.iterations(loop)
    check.order('the callback goes on', 'the run goes on')
    const [outcome] = outcomes
    check.threw((outcome as () => Attempt<unknown>)(), 'RuntimeError', 'run() in a callback')
    check.times('the factory is called', 0)
    check.answered(await check.attemptAsync(start), 'run() outside of a run')
    check.times('a main runs', 1)
  }),
  ...Object.entries({ 'a number': 1, 'a string': 'main', 'a function': () => undefined }).map(
    ([what, main]) =>
      clauseTest('runner.main-must-be-awaitable', what, async (check) => {
        const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
        const wrong = main as unknown as Coroutine<void>
        const refused = await check.attemptAsync(() => check.api.run(wrong, { loopFactory: () => loop }))
        const right = (function* (): Coroutine<string> {
          yield
          return 'of main'
        })()
        const outcome = await check.attemptAsync(() => check.api.run(right, { loopFactory: () => other }))
        check.same(check.answered(outcome, 'run() of a coroutine'), 'of main', 'the result of a coroutine')
        check.threw(refused, 'TypeError', `run() of ${what}`)
      }),
  ),
  ...[true, false].map((debug) =>
    clauseTest('runner.debug-is-passed-on', `debug: ${String(debug)}`, async (check) => {
      const loop = check.newEventLoop()
      loop.setDebug(!debug)
      const main = (function* (): Coroutine<boolean> {
        yield
        return loop.getDebug()
      })()
      const seen = await check.attemptAsync(() => check.api.run(main, { debug, loopFactory: () => loop }))
      check.same(check.answered(seen, 'run()'), debug, 'getDebug() of the loop while main runs')
    }),
  ),
  ...[true, false].map((debug) =>
    clauseTest('runner.debug-is-left-alone', `it is ${debug ? 'on' : 'off'}`, async (check) => {
      const loop = check.newEventLoop()
      loop.setDebug(debug)
      const main = (function* (): Coroutine<boolean> {
        yield
        return loop.getDebug()
      })()
      const seen = await check.attemptAsync(() => check.api.run(main, { loopFactory: () => loop }))
      check.same(check.answered(seen, 'run()'), debug, 'getDebug() of the loop while main runs')
    }),
  ),
  clauseTest('runner.policy-makes-the-loop', 'a policy that writes down what it is asked', async (check) => {
    const loop = check.newEventLoop()
    const policy = notingPolicy(loop)
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await withPolicy(check, policy, async () => {
      const main = (function* (): Coroutine<string> {
        seen.push(check.api.getRunningLoop(), ...policy.sets)
        yield
        return 'of main'
      })()
      outcomes.push(await check.attemptAsync(() => check.api.run(main)))
    })
    check.same(check.answered(outcomes[0] as Attempt<unknown>, 'run()'), 'of main', 'the result of run()')
    check.sameMembers(seen, [loop, loop], 'the loop that main runs on, and what was set by then')
    check.sameMembers(policy.sets, [loop, null], 'what setEventLoop() of the policy was given')
    check.same(loop.isClosed(), true, 'isClosed() of the loop')
  }),
]
