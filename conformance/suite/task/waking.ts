import type { SettableFuture } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { isCancelled, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const waiting = {
  hint: 'Add a done callback to the future that the coroutine yields, which steps the task again.',
}
const waking = {
  hint: 'Wake a task with one done callback of the future, scheduled with callSoon() like the others.',
}
const throwing = {
  hint: 'If the future that woke the task has failed or is cancelled, throw into the coroutine in the next step.',
}

const settlers: readonly (readonly [string, (future: SettableFuture) => unknown])[] = [
  ['setResult', (future) => future.setResult(null)],
  ['setException', (future) => future.setException(new Error('expected'))],
  ['cancel', (future) => future.cancel()],
]

/** What wakes a waiting task, when, and with what. */
export const taskWakingChecks: readonly Check[] = [
  check(
    'task.waits-for-a-future',
    'the future is done by a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture<string>()
      const task = t.createTask(loop, 'waiter', function* () {
        yield* future
        t.note('past the await')
      })
      later(
        loop,
        t.callback('set the result', () => future.setResult('ready')),
      )
      await t.iterations(loop, 16)
      t.order('waiter step 1', 'set the result', 'waiter step 2', 'past the await')
      isOver(t, task)
    },
    waiting,
  ),
  ...settlers.map(([situation, settle]) =>
    check(
      'task.wakes-later',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const future = loop.createFuture()
        t.createTask(loop, 'waiter', function* () {
          try {
            yield* future
          } catch {
            // Waking is all that counts.
          }
        })
        const settleNow = (): void => {
          settle(future)
          t.note(`${situation} returned`)
        }
        later(loop, t.callback('settle', settleNow))
        await t.iterations(loop, 16)
        t.order('waiter step 1', 'settle', `${situation} returned`, 'waiter step 2')
      },
      waking,
    ),
  ),
  check(
    'task.wakes-later',
    'setResult in the step of another task',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      t.createTask(loop, 'waiter', function* () {
        yield* future
      })
      t.createTask(loop, 'setter', function* () {
        yield
        future.setResult(null)
        t.note('setResult returned')
      })
      await t.iterations(loop, 16)
      t.order('waiter step 1', 'setter step 2', 'setResult returned', 'waiter step 2')
    },
    waking,
  ),
  check(
    'task.wakes-once',
    'three futures, one after the other',
    async (t) => {
      const loop = t.newEventLoop()
      const futures = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      const task = t.createTask(loop, 'waiter', function* () {
        for (const [index, future] of futures.entries()) {
          yield* future
          t.note(`past await ${String(index + 1)}`)
        }
      })
      for (const [index, future] of futures.entries()) {
        const settle = t.callback(`set result ${String(index + 1)}`, () => future.setResult(index))
        later(loop, settle, 4 * index + 4)
      }
      await t.iterations(loop, 24)
      t.order(
        ...['waiter step 1', 'set result 1', 'waiter step 2', 'past await 1'],
        ...['set result 2', 'waiter step 3', 'past await 2', 'set result 3', 'waiter step 4', 'past await 3'],
      )
      t.times('waiter step 5', 0)
      t.same(task.exception(), null, 'the exception of the task')
    },
    waking,
  ),
  check(
    'task.wakes-every-waiter',
    'five tasks',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const labels = ['a', 'b', 'c', 'd', 'e']
      const tasks = labels.map((label) =>
        t.createTask(loop, label, function* () {
          yield* future
        }),
      )
      later(loop, () => future.setResult(null))
      await t.iterations(loop, 16)
      const awake = labels.filter((_label, index) => tasks[index]?.done())
      t.sameItems(awake, labels, 'which of five waiting tasks woke')
      for (const label of labels) t.happened(`${label} step 2`)
    },
    waking,
  ),
  check(
    'task.throws-the-error-of-the-future',
    'the coroutine catches it and goes on',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const error = new Error('the error of the future')
      let caught: unknown = null
      const task = t.createTask(loop, 'waiter', function* () {
        try {
          yield* future
          t.note('past the await')
        } catch (thrown) {
          caught = thrown
        }
        yield
        return 'went on'
      })
      later(loop, () => future.setException(error))
      await t.iterations(loop, 16)
      t.times('past the await', 0)
      t.same(caught, error, 'what the coroutine caught')
      isOver(t, task)
      t.same(task.result(), 'went on', 'the result of the task')
    },
    throwing,
  ),
  check(
    'task.throws-the-error-of-the-future',
    'the coroutine lets it out',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const error = new Error('the error of the future')
      const task = t.createTask(loop, 'waiter', function* () {
        try {
          yield* future
        } finally {
          t.note('cleaned up')
        }
      })
      later(loop, () => future.setException(error))
      await t.iterations(loop, 16)
      t.times('cleaned up', 1)
      isOver(t, task)
      t.same(task.exception(), error, 'the exception of the task')
    },
    throwing,
  ),
  check(
    'task.throws-the-cancellation-of-the-future',
    'the coroutine catches it and goes on',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      let caught: unknown = null
      const task = t.createTask(loop, 'waiter', function* () {
        try {
          yield* future
        } catch (thrown) {
          caught = thrown
        }
        yield
        return 'went on'
      })
      later(loop, () => future.cancel())
      await t.iterations(loop, 16)
      isOver(t, task)
      t.threw({ threw: true, error: caught }, 'CancelledError', 'the await of a cancelled future')
      t.same(task.result(), 'went on', 'the result of the task')
    },
    throwing,
  ),
  check(
    'task.throws-the-cancellation-of-the-future',
    'the coroutine lets it out',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const task = t.createTask(loop, 'waiter', function* () {
        yield* future
      })
      later(loop, () => future.cancel())
      await t.iterations(loop, 16)
      isCancelled(t, task)
    },
    throwing,
  ),
]
