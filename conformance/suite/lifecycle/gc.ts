/** What becomes of a loop that is over. */
import { minimalTask } from '../support/own-task.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'

export const lifecycleGcChecks: readonly Check[] = [
  check(
    'lifecycle.closed-loop-is-released',
    'after a run, with a callback and a timer left',
    async (t) => {
      const left = await closedLoop(t)
      // The program goes on with another loop. What keeps the tasks may remember the loop that it was asked about last.
      const task = minimalTask(t.newEventLoop())
      t.api.registerTask(task)
      t.api.unregisterTask(task)
      t.waitingFor = 'a closed loop to be collected'
      await t.instruments.collectGarbageUntil(() => left.deref() === undefined)
      t.times('ran', 1)
    },
    {
      hint: 'Keep no list of the loops that were made. In close(), drop what is scheduled, and take back what the host keeps.',
      // The factory of the condition knows its loop. For a loop in Python, that is a cycle through both ends, which stays.
      unless: ['factory'],
    },
  ),
]

/** A weak reference to a loop that has run and is closed. Nothing else refers to it. */
async function closedLoop(t: CheckContext): Promise<WeakRef<object>> {
  const loop = t.newEventLoop()
  loop.callSoon(t.callback('ran'))
  await t.iterations(loop)
  loop.callSoon(t.callback('left'))
  loop.callLater(3_600_000, t.callback('left'))
  loop.close()
  t.forget(loop)
  return new WeakRef(loop)
}
