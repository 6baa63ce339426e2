import type { Future } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { settle, ways } from './settle.ts'

const hint =
  'A task waits for a future by a done callback like any other. Look for a second list, or a second queue, for tasks.'

/** In which order those who wait for one future are served. */
export const futureWaiterTests: readonly ClauseTest[] = [
  ...ways.map((way) =>
    clauseTest(
      'future.waiters-are-served-in-one-order',
      `a task, a callback, a task, then ${way}()`,
      async (check) => {
        const loop = check.newEventLoop()
        const future = loop.createFuture()
        createWaiter(check, 'first task', future)
        loop.callSoon(() => {
          future.addDoneCallback(check.callback('callback of the future'))
        })
        createWaiter(check, 'second task', future)
        await check.iterations(loop)
        loop.callSoon(
          check.callback('settles', () => {
            loop.callSoon(check.callback('ready before'))
            settle(future, way)
            loop.callSoon(check.callback('scheduled after'))
          }),
        )
        await check.iterations(loop)
        check.order('first task waits', 'second task waits', 'settles', 'ready before', 'first task goes on')
        check.order('first task goes on', 'callback of the future', 'second task goes on', 'scheduled after')
      },
      { hint },
    ),
  ),
  clauseTest(
    'future.waiters-are-served-in-one-order',
    'five tasks',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const labels = ['a', 'b', 'c', 'd', 'e']
      const woken: string[] = []
      for (const label of labels) createWaiter(check, label, future, () => woken.push(label))
      await check.iterations(loop)
      loop.callSoon(check.callback('settles', () => future.setResult('value')))
      await check.iterations(loop)
      check.sameMembers(woken, labels, 'the order in which the tasks go on')
    },
    { hint },
  ),
]

function createWaiter(check: Check, label: string, future: Future, goesOn?: () => void): void {
  const loop = future.getLoop()
  check.createTask(loop, label, function* () {
    check.note(`${label} waits`)
    try {
      yield* future
    } catch {
      // What came of the future is not the matter here.
    }
    check.note(`${label} goes on`)
    goesOn?.()
  })
}
