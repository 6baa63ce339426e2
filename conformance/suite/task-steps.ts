import { clauseTest, type ClauseTest } from '../harness/index.ts'

/** How a task steps its coroutine, and what it makes of the end. */
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
      check.that(
        task.done(),
        'the task is done once its coroutine has returned',
        'the task was still pending',
      )
      check.same(task.result(), result, 'the result of the task')
    },
    { hint: 'Creating a task must schedule its first step with callSoon(), whether the loop runs or not.' },
  ),
  clauseTest('task.drives-its-coroutine', 'created inside a callback', async (check) => {
    const loop = check.newEventLoop()
    loop.callSoon(
      check.callback('create', () => {
        check.createTask(loop, 'worker', function* () {
          yield
        })
      }),
    )
    await check.iterations(loop)
    check.order('create', 'worker step 1', 'worker step 2')
  }),
  clauseTest('task.drives-its-coroutine', 'the coroutine returns without ever yielding', async (check) => {
    const loop = check.newEventLoop()
    // eslint-disable-next-line require-yield -- that is the situation
    const task = check.createTask(loop, 'worker', function* () {
      return 'at once'
    })
    await check.iterations(loop)
    check.order('worker step 1')
    check.that(task.done(), 'the task is done once its coroutine has returned', 'the task was still pending')
    check.same(task.result(), 'at once', 'the result of the task')
  }),
]
