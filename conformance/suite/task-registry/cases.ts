/** Very many tasks, cancelled tasks, and tasks of other loops. */
import type { Coroutine, Task } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { minimalTask } from '../support/own-task.ts'
import { fixed } from '../support/sizes.ts'
import { inCallback, later } from '../support/turns.ts'

export const taskRegistryCasesChecks: readonly Check[] = [
  check(
    'task-registry.living-task-is-listed',
    'more than a thousand',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('tasks', fixed(1100, 60))
      let goesOn = true
      const waiting = function* (): Coroutine<void> {
        while (goesOn) yield
      }
      const tasks = Array.from({ length: count }, () => loop.createTask(waiting()))
      await t.iterations(loop, 2)
      const listed = t.api.getTasks(loop)
      const missing = tasks.filter((task) => !listed.has(task)).length
      goesOn = false
      await t.iterations(loop)
      t.same(missing, 0, 'how many tasks that are not done are not listed')
    },
    { hint: 'Keep every registered task until it is done.' },
  ),
  check(
    'task-registry.living-task-is-listed',
    'a task that was cancelled',
    async (t) => {
      const loop = t.newEventLoop()
      const byItself = t.draw('cancelled', oneOf(['by a callback', () => false], ['by itself', () => true]))
      const looks: boolean[] = []
      // When the task ends is for other clauses to judge.
      const look = (): void => {
        if (!task.done()) looks.push(t.api.getTasks(loop).has(task))
      }
      const task: Task = t.createTask(loop, 'task', function* () {
        if (byItself) task.cancel()
        look()
        try {
          yield* loop.createFuture()
        } catch {
          look()
          yield
        }
        look()
      })
      if (!byItself)
        later(loop, () => {
          task.cancel()
          look()
        })
      await t.iterations(loop, 16)
      const missing = looks.filter((isListed) => !isListed).length
      t.same(missing, 0, 'how often the task was not listed although it was not done')
    },
    { hint: 'A task that is to be cancelled lives until its coroutine has ended.' },
  ),
  check(
    'task-registry.leave-refuses-another-task',
    'a task of another loop, while one is current',
    async (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const [task, foreign] = [minimalTask(loop), minimalTask(other)]
      const seen = await inCallback(t, loop, () => {
        api.enterTask(loop, task)
        const refused = t.attempt(() => api.leaveTask(loop, foreign))
        const current = api.currentTask(loop)
        if (current !== null) api.leaveTask(loop, current)
        return { refused, current }
      })
      t.threw(seen.refused, 'RuntimeError', 'leaveTask() of a task of another loop')
      t.same(seen.current, task, 'currentTask() after the refusal')
    },
    {
      hint: 'In leaveTask(), throw a RuntimeError unless the task is the current one, whatever its loop is.',
    },
  ),
]
