import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { minimalTask } from './own-task.ts'

export const taskRegistryTests: readonly ClauseTest[] = [
  clauseTest(
    'task-registry.registered-task-is-listed',
    'an object that has done() and getLoop() and nothing else',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() of a loop without tasks')
      api.registerTask(task)
      check.sameMembers(api.getTasks(loop), new Set([task]), 'getTasks() after registerTask()')
      api.unregisterTask(task)
    },
    { hint: 'registerTask(), and how getTasks() finds out which loop a task belongs to' },
  ),

  clauseTest(
    'task-registry.enter-makes-current',
    'an object that is not a task of the loop, in a callback',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      const seen: unknown[] = []
      loop.callSoon(() => {
        seen.push(api.currentTask(loop))
        api.enterTask(loop, task)
        seen.push(api.currentTask(loop))
        api.leaveTask(loop, task)
        seen.push(api.currentTask(loop))
      })
      await check.iterations(loop)
      check.sameMembers(seen, [null, task, null], 'currentTask() before, between and after')
    },
    { hint: 'enterTask() and leaveTask()' },
  ),
]
