/** What becomes of tasks that are done. */
import { check, type Check } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'

export const taskGcChecks: readonly Check[] = [
  check(
    'task.done-task-is-released',
    'two tasks, one that returns and one that fails',
    async (t) => {
      const loop = t.newEventLoop()
      const left = await inCallback(t, loop, () => {
        const returning = loop.createTask(t.coroutine('returning', returns))
        const failing = loop.createTask(t.coroutine('failing', fails))
        failing.addDoneCallback((task) => {
          task.exception()
        })
        return [new WeakRef(returning), new WeakRef(failing)]
      })
      await t.iterations(loop)
      t.waitingFor = 'two tasks that are done to be collected'
      await t.instruments.collectGarbageUntil(() =>
        left.every((reference) => reference.deref() === undefined),
      )
      t.happened('returning step 1')
      t.happened('failing step 1')
    },
    { hint: 'Drop a task from every list, map and closure of the loop when it is done.' },
  ),
]

function* returns(): Generator<never, string> {
  return 'the result'
}

function* fails(): Generator<never, never> {
  throw new Error('asked for')
}
