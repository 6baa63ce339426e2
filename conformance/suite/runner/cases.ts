/** Tasks that are left, in any number, with clean-up of any length. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'
import { labels, sizes } from '../support/sizes.ts'

/** Waits until it is cancelled, and then for a number of iterations. */
function* left(
  t: CheckContext,
  loop: EventLoop,
  label: string,
  count: number,
  error?: Error,
): Coroutine<void> {
  try {
    yield* loop.createFuture()
  } finally {
    for (let step = 0; step < count; step++) yield
    t.note(`${label} has cleaned up`)
    if (error !== undefined) throw error
  }
}

export const runnerCasesChecks: readonly Check[] = [
  check(
    'runner.what-is-left-is-cancelled',
    'any number of tasks, with clean-up of any length',
    async (t) => {
      const loop = t.newEventLoop()
      const tasks = labels(t.draw('tasks', sizes({ from: 1, to: 9 })))
      const count = t.draw('iterations of cleaning up', sizes({ to: 64, bridgedTo: 32 }))
      const main = (function* (): Coroutine<string> {
        for (const label of tasks) loop.createTask(left(t, loop, label, count))
        yield
        yield
        return 'of main'
      })()
      const outcome = await t.attemptAsync(() => t.api.run(main, { loopFactory: () => loop }))
      t.same(t.returned(outcome, 'run()'), 'of main', 'the result of run()')
      for (const label of tasks) t.times(`${label} has cleaned up`, 1)
    },
    {
      hint: 'Run the loop until every task of getTasks() is done before you close it, however long it takes.',
    },
  ),
  check(
    'runner.failures-at-the-end-are-reported',
    'any number of them',
    async (t) => {
      const loop = t.newEventLoop()
      const failing = labels(t.draw('tasks', sizes({ from: 1, to: 9 })))
      const errors = failing.map((label) => new Error(label))
      const main = (function* (): Coroutine<void> {
        for (const [index, label] of failing.entries())
          loop.createTask(left(t, loop, label, 1, errors[index]))
        yield
        yield
      })()
      const outcome = await t.attemptAsync(() => t.api.run(main, { loopFactory: () => loop }))
      t.returned(outcome, 'run()')
      const reported = t.reports(loop).map((report) => report.exception)
      t.sameItems(reported, new Set(errors), 'the errors that the handler received')
    },
    { hint: 'Report the exception of every task that was cancelled and failed.' },
  ),
  check('runner.runs-share-a-context', 'after a run with a context that was given', async (t) => {
    const Variable = contextVariables(t)
    const loop = t.newEventLoop()
    const variable = new Variable<string>('variable')
    const given = t.api.copyContext()
    given.run(() => variable.set('given'))
    const look = function* (): Coroutine<string> {
      yield
      return variable.get('nothing')
    }
    const runner = new t.api.Runner({ loopFactory: () => loop })
    const seen = [
      await runner.run(look()),
      await runner.run(look(), { context: given }),
      await runner.run(look()),
    ]
    await runner.close()
    t.sameItems(
      seen,
      ['nothing', 'given', 'nothing'],
      'the variable in a run, in a run with the context, and in the run after that',
    )
  }),
]
