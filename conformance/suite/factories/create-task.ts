/** `createTask` of the module. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'
import { asksTheFactory } from '../support/recording-factory.ts'
import { inCallback } from '../support/turns.ts'

export const factoriesCreateTaskChecks: readonly Check[] = [
  check(
    'factories.module-create-task-uses-the-running-loop',
    'in a callback, with a name',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const coroutine = (): Coroutine<void> => t.coroutine('task', steps)
      const task = await inCallback(t, loop, () => api.createTask(coroutine(), { name: 'worker' }))
      t.same(task.getLoop(), loop, 'getLoop() of the task')
      t.same(task.getName(), 'worker', 'getName() of the task')
      t.same(task.done(), true, 'done() of the task after the run')
      t.times('task step 2', 1)
    },
    { hint: 'In createTask() of the module, pass every argument to createTask() of the running loop.' },
  ),

  check(
    'factories.module-create-task-uses-the-running-loop',
    'with a task factory',
    (t) => asksTheFactory(t, 'createTask'),
    { hint: 'In createTask() of the module, pass every argument to createTask() of the running loop.' },
  ),

  check(
    'factories.module-create-task-passes-the-context',
    'in a callback',
    async (t) => {
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable', { defaultValue: 'unset' })
      const context = t.api.copyContext()
      context.run(() => variable.set('given'))
      const seen: unknown[] = []
      const body = function* (): Coroutine<void> {
        seen.push(variable.get())
        variable.set('of the task')
        yield
      }
      await inCallback(t, t.newEventLoop(), () => t.api.createTask(body(), { context }))
      t.sameItems(
        [...seen, context.get(variable)],
        ['given', 'of the task'],
        'the variable in the task, and in the context afterwards',
      )
    },
    { hint: 'In createTask() of the module, pass every argument to createTask() of the running loop.' },
  ),

  check(
    'factories.module-create-task-needs-a-running-loop',
    'outside of any run',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const coroutine = t.coroutine('refused', steps)
      t.threw(
        t.attempt(() => api.createTask(coroutine)),
        'RuntimeError',
        'createTask() of the module outside of a run',
      )
      const task = await inCallback(t, loop, () => api.createTask(t.coroutine('accepted', steps)))
      t.same(task.getLoop(), loop, 'getLoop() of a task that was created in a run')
      t.times('accepted step 1', 1)
      t.times('refused step 1', 0)
    },
    { hint: 'In createTask() of the module, take the loop from getRunningLoop().' },
  ),
]

function* steps(): Coroutine<void> {
  yield
}
