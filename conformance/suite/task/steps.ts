import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { isOver } from '../support/tasks.ts'

/** How a task steps its coroutine. */
export const taskStepsChecks: readonly Check[] = [
  check(
    'task.drives-its-coroutine',
    'created before the run, three steps',
    async (t) => {
      const loop = t.newEventLoop()
      const result = { answer: 42 }
      const task = t.createTask(loop, 'worker', function* () {
        yield
        yield
        return result
      })
      t.that(!task.done(), 'a new task is pending', 'the new task was done')
      await t.iterations(loop)
      t.order('worker step 1', 'worker step 2', 'worker step 3')
      t.times('worker step 4', 0)
      isOver(t, task)
      t.same(task.result(), result, 'the result of the task')
    },
    { hint: 'Schedule the first step of a new task with callSoon(), whether the loop runs or not.' },
  ),
  check('task.drives-its-coroutine', 'created inside a callback', async (t) => {
    const loop = t.newEventLoop()
    const create = (): void => {
      t.createTask(loop, 'worker', function* () {
        yield
      })
    }
    loop.callSoon(t.callback('create', create))
    await t.iterations(loop)
    t.order('worker step 1', 'worker step 2')
  }),
  check('task.drives-its-coroutine', 'the coroutine returns without ever yielding', async (t) => {
    const loop = t.newEventLoop()

    const task = t.createTask(loop, 'worker', function* () {
      return 'at once'
    })
    await t.iterations(loop)
    t.times('worker step 1', 1)
    isOver(t, task)
    t.same(task.result(), 'at once', 'the result of the task')
  }),
  check(
    'task.bare-yield-lets-others-run',
    'two tasks that yield to each other',
    async (t) => {
      const loop = t.newEventLoop()
      const body = function* (): Coroutine<void> {
        yield
        yield
      }
      t.createTask(loop, 'a', body)
      t.createTask(loop, 'b', body)
      await t.iterations(loop)
      t.order('a step 1', 'b step 1', 'a step 2', 'b step 2', 'a step 3', 'b step 3')
    },
    { hint: 'After a bare yield, schedule the next step with callSoon().' },
  ),
  check(
    'task.bare-yield-lets-others-run',
    'a callback scheduled just before the yield',
    async (t) => {
      const loop = t.newEventLoop()
      t.createTask(loop, 'task', function* () {
        loop.callSoon(t.callback('callback'))
        yield
      })
      await t.iterations(loop)
      t.order('task step 1', 'callback', 'task step 2')
    },
    { hint: 'After a bare yield, schedule the next step with callSoon().' },
  ),
]
