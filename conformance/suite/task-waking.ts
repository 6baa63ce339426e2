import type { SettableFuture } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

const waiting = {
  hint: 'A future that the coroutine yields must get a done callback that steps the task again.',
}
const waking = {
  hint: 'Waking a task is one done callback of the future, scheduled with callSoon() as all of them are.',
}
const throwing = {
  hint: 'When the future that woke the task has failed or is cancelled, the next step throws into the coroutine.',
}

const settlers: readonly (readonly [string, (future: SettableFuture) => unknown])[] = [
  ['setResult', (future) => future.setResult(null)],
  ['setException', (future) => future.setException(new Error('expected'))],
  ['cancel', (future) => future.cancel()],
]

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
      later(
        loop,
        check.callback('set the result', () => future.setResult('ready')),
      )
      await check.iterations(loop, 16)
      check.order('waiter step 1', 'set the result', 'waiter step 2', 'past the await')
      isOver(check, task)
    },
    waiting,
  ),
  ...settlers.map(([situation, settle]) =>
    clauseTest(
      'task.wakes-later',
      situation,
      async (check) => {
        const loop = check.newEventLoop()
        const future = loop.createFuture()
        check.createTask(loop, 'waiter', function* () {
          try {
            yield* future
          } catch {
            // Waking is all that counts.
          }
        })
        const settleNow = (): void => {
          settle(future)
          check.note(`${situation} returned`)
        }
        later(loop, check.callback('settle', settleNow))
        await check.iterations(loop, 16)
        check.order('waiter step 1', 'settle', `${situation} returned`, 'waiter step 2')
      },
      waking,
    ),
  ),
  clauseTest(
    'task.wakes-later',
    'setResult in the step of another task',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      check.createTask(loop, 'waiter', function* () {
        yield* future
      })
      check.createTask(loop, 'setter', function* () {
        yield
        future.setResult(null)
        check.note('setResult returned')
      })
      await check.iterations(loop, 16)
      check.order('waiter step 1', 'setter step 2', 'setResult returned', 'waiter step 2')
    },
    waking,
  ),
  clauseTest(
    'task.wakes-once',
    'three futures, one after the other',
    async (check) => {
      const loop = check.newEventLoop()
      const futures = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      const task = check.createTask(loop, 'waiter', function* () {
        for (const [index, future] of futures.entries()) {
          yield* future
          check.note(`past await ${String(index + 1)}`)
        }
      })
      for (const [index, future] of futures.entries()) {
        const settle = check.callback(`set result ${String(index + 1)}`, () => future.setResult(index))
        later(loop, settle, 4 * index + 4)
      }
      await check.iterations(loop, 24)
      check.order(
        ...['waiter step 1', 'set result 1', 'waiter step 2', 'past await 1'],
        ...['set result 2', 'waiter step 3', 'past await 2', 'set result 3', 'waiter step 4', 'past await 3'],
      )
      check.times('waiter step 5', 0)
      check.same(task.exception(), null, 'the exception of the task')
    },
    waking,
  ),
  clauseTest(
    'task.wakes-every-waiter',
    'five tasks',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const tasks = ['a', 'b', 'c', 'd', 'e'].map((label) =>
        check.createTask(loop, label, function* () {
          yield* future
        }),
      )
      later(loop, () => future.setResult(null))
      await check.iterations(loop, 16)
      const awake = tasks.filter((task) => task.done())
      check.same(awake.length, tasks.length, 'how many of five waiting tasks woke')
    },
    waking,
  ),
  clauseTest(
    'task.throws-the-error-of-the-future',
    'the coroutine catches it and goes on',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const error = new Error('the error of the future')
      let caught: unknown = null
      const task = check.createTask(loop, 'waiter', function* () {
        try {
          yield* future
          check.note('past the await')
        } catch (thrown) {
          caught = thrown
        }
        yield
        return 'went on'
      })
      later(loop, () => future.setException(error))
      await check.iterations(loop, 16)
      check.times('past the await', 0)
      check.same(caught, error, 'what the coroutine caught')
      isOver(check, task)
      check.same(task.result(), 'went on', 'the result of the task')
    },
    throwing,
  ),
  clauseTest(
    'task.throws-the-error-of-the-future',
    'the coroutine lets it out',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const error = new Error('the error of the future')
      const task = check.createTask(loop, 'waiter', function* () {
        try {
          yield* future
        } finally {
          check.note('cleaned up')
        }
      })
      later(loop, () => future.setException(error))
      await check.iterations(loop, 16)
      check.times('cleaned up', 1)
      isOver(check, task)
      check.same(task.exception(), error, 'the exception of the task')
    },
    throwing,
  ),
  clauseTest(
    'task.throws-the-cancellation-of-the-future',
    'the coroutine catches it and goes on',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      let caught: unknown = null
      const task = check.createTask(loop, 'waiter', function* () {
        try {
          yield* future
        } catch (thrown) {
          caught = thrown
        }
        yield
        return 'went on'
      })
      later(loop, () => future.cancel())
      await check.iterations(loop, 16)
      isOver(check, task)
      check.threw({ threw: true, error: caught }, 'CancelledError', 'the await of a cancelled future')
      check.same(task.result(), 'went on', 'the result of the task')
    },
    throwing,
  ),
  clauseTest(
    'task.throws-the-cancellation-of-the-future',
    'the coroutine lets it out',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const task = check.createTask(loop, 'waiter', function* () {
        yield* future
      })
      later(loop, () => future.cancel())
      await check.iterations(loop, 16)
      isOver(check, task)
      check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
    },
    throwing,
  ),
]
