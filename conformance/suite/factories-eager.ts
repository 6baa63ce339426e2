/** `eagerStart` of `createTask`. */
import type { Coroutine, EventLoop, TaskOptions } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { eagerLoop } from './eager-loop.ts'
import { inCallback } from './in-callback.ts'

const hint = 'createTask() hands eagerStart to the task that it makes, or to the task factory.'

export const factoriesEagerTests: readonly ClauseTest[] = [
  clauseTest(
    'factories.create-task-takes-eager-start',
    'true, false and nothing',
    async (check) => {
      const loop = check.newEventLoop()
      const begun = await inCallback(check, loop, () =>
        [{ eagerStart: true }, { eagerStart: false }, {}].map((options) => hasBegun(check, loop, options)),
      )
      check.sameMembers(begun, [true, false, false], 'whether each task has begun when createTask() returns')
      check.times('task step 1', 3)
    },
    { hint },
  ),
  clauseTest(
    'factories.create-task-takes-eager-start',
    'the same, where the task factory is the eager one',
    async (check) => {
      const loop = eagerLoop(check)
      const begun = await inCallback(check, loop, () =>
        [{ eagerStart: true }, { eagerStart: false }, {}].map((options) => hasBegun(check, loop, options)),
      )
      check.sameMembers(begun, [true, false, true], 'whether each task has begun when createTask() returns')
      check.times('task step 1', 3)
    },
    { hint },
  ),
]

function hasBegun(check: Check, loop: EventLoop, options: TaskOptions): boolean {
  let begun = false
  loop.createTask(
    check.coroutine('task', function* (): Coroutine<void> {
      begun = true
      yield
    }),
    options,
  )
  return begun
}
