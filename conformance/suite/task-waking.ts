import { clauseTest, type ClauseTest } from '../harness/index.ts'

const hint =
  'Look at the step of your task: a future that the coroutine yields must get a done callback that steps the task again.'

/** What wakes a waiting task, when, and with what. */
export const taskWakingTests: readonly ClauseTest[] = [
  clauseTest(
    'task.waits-for-a-future',
    'the future is done by a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture<string>()
      const task = check.createTask(loop, 'waiter', function* () {
        yield* future
        check.note('past the await')
      })
      await check.iterations(loop)
      check.order('waiter step 1')
      check.times('waiter step 2', 0)
      loop.callSoon(check.callback('set the result', () => future.setResult('ready')))
      await check.iterations(loop)
      check.order('waiter step 1', 'set the result', 'waiter step 2', 'past the await')
      check.that(
        task.done(),
        'the task is done once its coroutine has returned',
        'the task was still pending',
      )
    },
    { hint },
  ),
  clauseTest(
    'task.waits-for-a-future',
    'three futures, one after the other',
    async (check) => {
      const loop = check.newEventLoop()
      const futures = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      check.createTask(loop, 'waiter', function* () {
        for (const [index, future] of futures.entries()) {
          yield* future
          check.note(`past await ${String(index + 1)}`)
        }
      })
      for (const [index, future] of futures.entries()) {
        await check.iterations(loop)
        check.times(`past await ${String(index + 1)}`, 0)
        loop.callSoon(check.callback(`set result ${String(index + 1)}`, () => future.setResult(index)))
      }
      await check.iterations(loop)
      check.order(
        ...['set result 1', 'past await 1', 'set result 2', 'past await 2'],
        ...['set result 3', 'past await 3'],
      )
    },
    { hint },
  ),
]
