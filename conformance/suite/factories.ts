import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const factoriesTests: readonly ClauseTest[] = [
  clauseTest(
    'factories.create-future-makes-a-future',
    'on a loop that does not run',
    (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      check.same(check.api.isFuture(future), true, 'isFuture() of what createFuture() answered')
      check.same(future.getLoop(), loop, 'getLoop() of the future')
      check.same(future.done(), false, 'done() of the new future')
      check.same(loop.createFuture() === future, false, 'a second createFuture() answering the same future')
      future.setResult('value')
      check.same(future.done(), true, 'done() after setResult()')
    },
    { hint: 'createFuture() of the loop' },
  ),

  clauseTest(
    'factories.create-task-makes-a-task',
    'on a loop that does not run yet',
    async (check) => {
      const loop = check.newEventLoop()
      const coroutine = (function* () {
        check.note('step')
      })()
      const task = loop.createTask(coroutine)
      check.note('created')
      check.same(check.api.isFuture(task), true, 'isFuture() of what createTask() answered')
      check.same(task.getLoop(), loop, 'getLoop() of the task')
      check.same(task.done(), false, 'done() of the new task')
      await check.iterations(loop)
    },
    { hint: 'createTask() of the loop' },
  ),
]
