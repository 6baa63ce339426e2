/** `createTask` of the module. */
import type { Coroutine, Task } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { recordingFactory } from './factories-task-factory.ts'
import { inCallback } from './in-callback.ts'

export const createTaskTests: readonly ClauseTest[] = [
  clauseTest(
    'factories.module-create-task-uses-the-running-loop',
    'in a callback, with a name',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const coroutine = (): Coroutine<void> => check.coroutine('task', steps)
      const task = await inCallback(check, loop, () => api.createTask(coroutine(), { name: 'worker' }))
      check.same(task.getLoop(), loop, 'getLoop() of the task')
      check.same(task.getName(), 'worker', 'getName() of the task')
      check.same(task.done(), true, 'done() of the task after the run')
      check.times('task step 2', 1)
    },
    { hint: 'createTask() of the module hands everything to createTask() of the running loop' },
  ),

  clauseTest(
    'factories.module-create-task-uses-the-running-loop',
    'with a task factory',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      loop.setTaskFactory(factory)
      const coroutine = steps()
      const task: Task = await inCallback(check, loop, () => api.createTask(coroutine))
      check.sameMembers(
        calls.map((call) => call.coro),
        [coroutine],
        'the coroutines that the factory got',
      )
      check.same(task, calls[0]?.made, 'what createTask() answered')
    },
    { hint: 'createTask() of the module hands everything to createTask() of the running loop' },
  ),

  clauseTest(
    'factories.module-create-task-needs-a-running-loop',
    'outside of any run',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const coroutine = check.coroutine('refused', steps)
      check.threw(
        check.attempt(() => api.createTask(coroutine)),
        'RuntimeError',
        'createTask() of the module outside of a run',
      )
      const task = await inCallback(check, loop, () => api.createTask(check.coroutine('accepted', steps)))
      check.same(task.getLoop(), loop, 'getLoop() of a task that was created in a run')
      check.times('accepted step 1', 1)
      check.times('refused step 1', 0)
    },
    { hint: 'createTask() of the module asks getRunningLoop() and nobody else' },
  ),
]

function* steps(): Coroutine<void> {
  yield
}
