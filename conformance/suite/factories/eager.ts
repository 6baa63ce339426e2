/** `eagerStart` of `createTask`. */
import type { Coroutine, EventLoop, TaskOptions } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { eagerLoop } from '../support/tasks.ts'
import { inCallback } from '../support/turns.ts'

const hint = 'In createTask(), pass eagerStart to the task, or to the task factory.'

export const factoriesEagerChecks: readonly Check[] = [
  check(
    'factories.create-task-takes-eager-start',
    'true, false and no value',
    async (t) => {
      const loop = t.newEventLoop()
      const begun = await inCallback(t, loop, () =>
        [{ eagerStart: true }, { eagerStart: false }, {}].map((options) => hasBegun(t, loop, options)),
      )
      t.sameItems(begun, [true, false, false], 'whether each task has begun when createTask() returns')
      t.times('task step 1', 3)
    },
    { hint },
  ),
  check(
    'factories.create-task-takes-eager-start',
    'the same, where the task factory is the eager one',
    async (t) => {
      const loop = eagerLoop(t)
      const begun = await inCallback(t, loop, () =>
        [{ eagerStart: true }, { eagerStart: false }, {}].map((options) => hasBegun(t, loop, options)),
      )
      t.sameItems(begun, [true, false, true], 'whether each task has begun when createTask() returns')
      t.times('task step 1', 3)
    },
    { hint },
  ),
]

function hasBegun(t: CheckContext, loop: EventLoop, options: TaskOptions): boolean {
  let begun = false
  loop.createTask(
    t.coroutine('task', function* (): Coroutine<void> {
      begun = true
      yield
    }),
    options,
  )
  return begun
}
