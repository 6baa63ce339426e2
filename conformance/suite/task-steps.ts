import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { isOver } from './is-over.ts'

/** How a task steps its coroutine. */
export const taskStepsTests: readonly ClauseTest[] = [
  clauseTest(
    'task.drives-its-coroutine',
    'created before the run, three steps',
    async (check) => {
      const loop = check.newEventLoop()
      const result = { answer: 42 }
      const task = check.createTask(loop, 'worker', function* () {
        yield
        yield
        return result
      })
      check.that(!task.done(), 'a new task is pending', 'the new task was done')
      await check.iterations(loop)
      check.order('worker step 1', 'worker step 2', 'worker step 3')
      check.times('worker step 4', 0)
      isOver(check, task)
      check.same(task.result(), result, 'the result of the task')
    },
    { hint: 'Creating a task must schedule its first step with callSoon(), whether the loop runs or not.' },
  ),
  clauseTest('task.drives-its-coroutine', 'created inside a callback', async (check) => {
    const loop = check.newEventLoop()
    const create = (): void => {
      check.createTask(loop, 'worker', function* () {
        yield
      })
    }
    loop.callSoon(check.callback('create', create))
    await check.iterations(loop)
    check.order('worker step 1', 'worker step 2')
  }),
  clauseTest('task.drives-its-coroutine', 'the coroutine returns without ever yielding', async (check) => {
    const loop = check.newEventLoop()

    const task = check.createTask(loop, 'worker', function* () {
      return 'at once'
    })
    await check.iterations(loop)
    check.times('worker step 1', 1)
    isOver(check, task)
    check.same(task.result(), 'at once', 'the result of the task')
  }),
  clauseTest(
    'task.bare-yield-lets-others-run',
    'two tasks that yield to each other',
    async (check) => {
      const loop = check.newEventLoop()
      const body = function* (): Coroutine<void> {
        yield
        yield
      }
      check.createTask(loop, 'a', body)
      check.createTask(loop, 'b', body)
      await check.iterations(loop)
      check.order('a step 1', 'b step 1', 'a step 2', 'b step 2', 'a step 3', 'b step 3')
    },
    { hint: 'After a bare yield, schedule the next step with callSoon().' },
  ),
  clauseTest(
    'task.bare-yield-lets-others-run',
    'a callback scheduled just before the yield',
    async (check) => {
      const loop = check.newEventLoop()
      check.createTask(loop, 'task', function* () {
        loop.callSoon(check.callback('callback'))
        yield
      })
      await check.iterations(loop)
      check.order('task step 1', 'callback', 'task step 2')
    },
    { hint: 'After a bare yield, schedule the next step with callSoon().' },
  ),
]
