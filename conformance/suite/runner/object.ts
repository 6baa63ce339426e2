import type { Coroutine, EventLoop, Runner } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { soon } from '../support/tasks.ts'
import { notingPolicy, withPolicy } from '../policy/policy.ts'
import { tryRun } from '../support/turns.ts'
import { leftBehind } from './run.ts'
import { contextVariables } from '../support/context-variables.ts'

function* returning<T>(value: T): Coroutine<T> {
  yield
  return value
}

/** A runner of the candidate that runs on the loop. */
function runnerOn(t: CheckContext, loop: EventLoop): Runner {
  const { Runner: AnyRunner } = t.api
  return new AnyRunner({
    loopFactory: () => {
      t.note('the factory is called')
      return loop
    },
  })
}

export const runnerObjectChecks: readonly Check[] = [
  check('runner.runs-share-a-loop', 'two runs', async (t) => {
    const loop = t.newEventLoop()
    const runner = runnerOn(t, loop)
    const results = [await runner.run(returning('first')), await runner.run(returning('second'))]
    const [own, closed] = [runner.getLoop(), loop.isClosed()]
    await runner.close()
    t.sameItems(results, ['first', 'second'], 'the results of the runs')
    t.times('the factory is called', 1)
    t.same(own, loop, 'what getLoop() returns')
    t.same(closed, false, 'isClosed() of the loop before close()')
  }),
  check('runner.factory-leaves-the-current-loop', 'another loop is set', async (t) => {
    const { api } = t
    const [set, loop] = [t.newEventLoop(), t.newEventLoop()]
    api.setEventLoop(set)
    try {
      const runner = runnerOn(t, loop)
      t.same(await runner.run(returning('result')), 'result', 'the result of the run')
      t.same(api.getEventLoop(), set, 'the current loop after the run')
      await runner.close()
      t.same(api.getEventLoop(), set, 'the current loop after close()')
    } finally {
      api.setEventLoop(null)
    }
  }),
  check('runner.runs-share-a-context', 'a variable that the first run sets', async (t) => {
    const Variable = contextVariables(t)
    const { copyContext } = t.api
    const variable = new Variable<string>('step')
    const look = function* (): Coroutine<string> {
      yield
      return variable.get('nothing')
    }
    const runner = runnerOn(t, t.newEventLoop())
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
    t.sameItems(seen, ['of the first run', 'nothing', 'given'], where)
  }),
  check('runner.nested-runner-is-refused', 'in a callback', async (t) => {
    const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
    const runner = runnerOn(t, other)
    const outcomes: (() => Attempt<unknown>)[] = []
    loop.callSoon(() => {
      outcomes.push(tryRun(t, () => runner.run(returning('nested'))))
      loop.callSoon(t.callback('the run goes on'))
    })
    await t.iterations(loop)
    await t.iterations(loop)
    t.happened('the run goes on')
    t.threw((outcomes[0] as () => Attempt<unknown>)(), 'RuntimeError', 'run() in a callback')
    t.same(await runner.run(returning('outside')), 'outside', 'the result of a run outside of a run')
    await runner.close()
  }),
  check('runner.close-finishes-what-is-left', 'before the first use, after a run, and again', async (t) => {
    const loop = t.newEventLoop()
    const runner = runnerOn(t, loop)
    await runner.close()
    await runner.run(
      (function* (): Coroutine<void> {
        loop.createTask(leftBehind(t, loop, 'a task'))
        yield* soon(loop, null)
        t.note('main is over')
      })(),
    )
    const closed = loop.isClosed()
    await runner.close()
    await runner.close()
    t.same(closed, false, 'isClosed() of the loop before close()')
    t.order('main is over', 'a task is cancelled', 'a task has cleaned up')
    t.same(loop.isClosed(), true, 'isClosed() of the loop after close()')
  }),
  check('runner.close-finishes-what-is-left', 'again, with a loop of the policy', async (t) => {
    const { api } = t
    const loop = t.newEventLoop()
    const policy = notingPolicy(loop)
    const results: unknown[] = []
    const counts: number[] = []
    await withPolicy(t, policy, async () => {
      const runner = new api.Runner()
      results.push(await runner.run(returning('result')))
      for (let time = 0; time < 2; time++) {
        await runner.close()
        counts.push(policy.sets.length)
      }
    })
    t.sameItems(results, ['result'], 'the result of the run')
    t.same(loop.isClosed(), true, 'isClosed() of the loop')
    t.same(counts[1], counts[0], 'how often setEventLoop() of the policy was called by the second close()')
  }),
  check('runner.main-may-be-a-future', 'of the loop, and settled in the run', async (t) => {
    const loop = t.newEventLoop()
    const runner = runnerOn(t, loop)
    const [settled, failed] = [runner.getLoop().createFuture<string>(), loop.createFuture<string>()]
    const error = new Error('of the future')
    loop.callSoon(t.callback('settles', () => settled.setResult('result')))
    const outcomes = [await t.attemptAsync(() => runner.run(settled))]
    loop.callSoon(t.callback('fails', () => failed.setException(error)))
    outcomes.push(await t.attemptAsync(() => runner.run(failed)))
    await runner.close()
    const [result, failure] = outcomes as [Attempt<string>, Attempt<string>]
    t.same(t.returned(result, 'run() of a future'), 'result', 'the result of the run')
    t.same(failure.threw ? failure.error : null, error, 'what run() of a future that failed threw')
  }),
  check('runner.closed-runner-refuses', 'run() and getLoop()', async (t) => {
    const runner = runnerOn(t, t.newEventLoop())
    t.same(await runner.run(returning('result')), 'result', 'the result of the run')
    await runner.close()
    const run = await t.attemptAsync(() => runner.run(returning('late')))
    t.threw(run, 'RuntimeError', 'run() of a closed runner')
    t.threw(
      t.attempt(() => runner.getLoop()),
      'RuntimeError',
      'getLoop() of a closed runner',
    )
    t.times('the factory is called', 1)
  }),
]
