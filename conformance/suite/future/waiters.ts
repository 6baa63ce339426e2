import type { Future } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { settle, ways } from '../support/futures.ts'

const hint =
  'Wake a task with an ordinary done callback. Check for a second list or queue that is only for tasks.'

/** In which order those who wait for one future are served. */
export const futureWaitersChecks: readonly Check[] = [
  ...ways.map((way) =>
    check(
      'future.waiters-are-served-in-one-order',
      `a task, a callback, a task, then ${way}()`,
      async (t) => {
        const loop = t.newEventLoop()
        const future = loop.createFuture()
        createWaiter(t, 'first task', future)
        loop.callSoon(() => {
          future.addDoneCallback(t.callback('callback of the future'))
        })
        createWaiter(t, 'second task', future)
        await t.iterations(loop)
        loop.callSoon(
          t.callback('settles', () => {
            loop.callSoon(t.callback('ready before'))
            settle(future, way)
            loop.callSoon(t.callback('scheduled after'))
          }),
        )
        await t.iterations(loop)
        t.order('first task waits', 'second task waits', 'settles', 'ready before', 'first task goes on')
        t.order('first task goes on', 'callback of the future', 'second task goes on', 'scheduled after')
      },
      { hint },
    ),
  ),
  check(
    'future.waiters-are-served-in-one-order',
    'five tasks',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const labels = ['a', 'b', 'c', 'd', 'e']
      const woken: string[] = []
      for (const label of labels) createWaiter(t, label, future, () => woken.push(label))
      await t.iterations(loop)
      loop.callSoon(t.callback('settles', () => future.setResult('value')))
      await t.iterations(loop)
      t.sameItems(woken, labels, 'the order in which the tasks go on')
    },
    { hint },
  ),
]

function createWaiter(t: CheckContext, label: string, future: Future, goesOn?: () => void): void {
  const loop = future.getLoop()
  t.createTask(loop, label, function* () {
    t.note(`${label} waits`)
    try {
      yield* future
    } catch {
      // The outcome of the future does not matter here.
    }
    t.note(`${label} goes on`)
    goesOn?.()
  })
}
