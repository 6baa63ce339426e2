import type { Coroutine, EventLoop, Runner } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { soon } from './in-task.ts'
import { notingPolicy, withPolicy } from './policy.ts'
import { tryRun } from './refusals.ts'
import { leftBehind, runTests } from './runner-run.ts'
import { contextVariables } from './context-variables.ts'

function* returning<T>(value: T): Coroutine<T> {
  yield
  return value
}

/** A runner of the candidate that runs on the loop. */
function runnerOn(check: Check, loop: EventLoop): Runner {
  const { Runner: AnyRunner } = check.api
  return new AnyRunner({
    loopFactory: () => {
      check.note('the factory is called')
      return loop
    },
  })
}

const runnerObjectTests: readonly ClauseTest[] = [
  clauseTest('runner.runs-share-a-loop', 'two runs', async (check) => {
    const loop = check.newEventLoop()
    const runner = runnerOn(check, loop)
    const results = [await runner.run(returning('first')), await runner.run(returning('second'))]
    const [own, closed] = [runner.getLoop(), loop.isClosed()]
    await runner.close()
    check.sameMembers(results, ['first', 'second'], 'the results of the runs')
    check.times('the factory is called', 1)
    check.same(own, loop, 'what getLoop() answers')
    check.same(closed, false, 'isClosed() of the loop before close()')
  }),
  clauseTest('runner.factory-leaves-the-current-loop', 'another loop is set', async (check) => {
    const { api } = check
    const [set, loop] = [check.newEventLoop(), check.newEventLoop()]
    api.setEventLoop(set)
    try {
      const runner = runnerOn(check, loop)
      check.same(await runner.run(returning('result')), 'result', 'the result of the run')
      check.same(api.getEventLoop(), set, 'the current loop after the run')
      await runner.close()
      check.same(api.getEventLoop(), set, 'the current loop after close()')
    } finally {
      api.setEventLoop(null)
    }
  }),
  clauseTest('runner.runs-share-a-context', 'a variable that the first run sets', async (check) => {
    const Variable = contextVariables(check)
    const { copyContext } = check.api
    const variable = new Variable<string>('step')
    const look = function* (): Coroutine<string> {
      yield
      return variable.get('nothing')
    }
    const runner = runnerOn(check, check.newEventLoop())
    await runner.run(
      (function* (): Coroutine<void> {
        variable.set('of the first run')
        yield
      })(),
    )
    const given = copyContext()
    given.run(() => variable.set('given'))
    const seen = [
      await runner.run(look()),
      variable.get('nothing'),
      await runner.run(look(), { context: given }),
    ]
    await runner.close()
    const where = 'the variable in the second run, outside, and in the context given'
    check.sameMembers(seen, ['of the first run', 'nothing', 'given'], where)
  }),
  clauseTest('runner.nested-runner-is-refused', 'in a callback', async (check) => {
    const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
    const runner = runnerOn(check, other)
    const outcomes: (() => Attempt<unknown>)[] = []
    loop.callSoon(() => {
      outcomes.push(tryRun(check, () => runner.run(returning('nested'))))
      loop.callSoon(check.callback('the run goes on'))
    })
    await check.iterations(loop)
    await check.iterations(loop)
    check.happened('the run goes on')
    check.threw((outcomes[0] as () => Attempt<unknown>)(), 'RuntimeError', 'run() in a callback')
    check.same(await runner.run(returning('outside')), 'outside', 'the result of a run outside of a run')
    await runner.close()
  }),
  clauseTest(
    'runner.close-finishes-what-is-left',
    'before the first use, after a run, and again',
    async (check) => {
      const loop = check.newEventLoop()
      const runner = runnerOn(check, loop)
      await runner.close()
      await runner.run(
        (function* (): Coroutine<void> {
          loop.createTask(leftBehind(check, loop, 'a task'))
          yield* soon(loop, null)
          check.note('main is over')
        })(),
      )
      const closed = loop.isClosed()
      await runner.close()
      await runner.close()
      check.same(closed, false, 'isClosed() of the loop before close()')
      check.order('main is over', 'a task is told to end', 'a task has cleaned up')
      check.same(loop.isClosed(), true, 'isClosed() of the loop after close()')
    },
  ),
  clauseTest('runner.close-finishes-what-is-left', 'again, with a loop of the policy', async (check) => {
    const { api } = check
    const loop = check.newEventLoop()
    const policy = notingPolicy(loop)
    const results: unknown[] = []
    const counts: number[] = []
    await withPolicy(check, policy, async () => {
      const runner = new api.Runner()
      results.push(await runner.run(returning('result')))
      for (let time = 0; time < 2; time++) {
        await runner.close()
        counts.push(policy.sets.length)
      }
    })
    check.sameMembers(results, ['result'], 'the result of the run')
    check.same(loop.isClosed(), true, 'isClosed() of the loop')
    check.same(
      counts[1],
      counts[0],
      'how often setEventLoop() of the policy was called by the second close()',
    )
  }),
  clauseTest('runner.main-may-be-a-future', 'of the loop, and settled in the run', async (check) => {
    const loop = check.newEventLoop()
    const runner = runnerOn(check, loop)
    const [settled, failed] = [runner.getLoop().createFuture<string>(), loop.createFuture<string>()]
    const error = new Error('of the future')
    loop.callSoon(check.callback('settles', () => settled.setResult('result')))
    const outcomes = [await check.attemptAsync(() => runner.run(settled))]
    loop.callSoon(check.callback('fails', () => failed.setException(error)))
    outcomes.push(await check.attemptAsync(() => runner.run(failed)))
    await runner.close()
    const [result, failure] = outcomes as [Attempt<string>, Attempt<string>]
    check.same(check.answered(result, 'run() of a future'), 'result', 'the result of the run')
    check.same(failure.threw ? failure.error : null, error, 'what run() of a future that failed threw')
  }),
  clauseTest('runner.closed-runner-refuses', 'run() and getLoop()', async (check) => {
    const runner = runnerOn(check, check.newEventLoop())
    check.same(await runner.run(returning('result')), 'result', 'the result of the run')
    await runner.close()
    const run = await check.attemptAsync(() => runner.run(returning('late')))
    check.threw(run, 'RuntimeError', 'run() of a closed runner')
    check.threw(
      check.attempt(() => runner.getLoop()),
      'RuntimeError',
      'getLoop() of a closed runner',
    )
    check.times('the factory is called', 1)
  }),
]

export const runnerTests: readonly ClauseTest[] = [...runTests, ...runnerObjectTests]
