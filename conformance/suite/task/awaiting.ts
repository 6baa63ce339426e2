import type { Coroutine, Future } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

/** Tasks that await tasks, and tasks that outlast a run. */
export const taskAwaitingChecks: readonly Check[] = [
  ...(['pending', 'done'] as const).map((state) =>
    check(
      'task.can-be-awaited',
      `a ${state} task of each outcome`,
      async (t) => {
        const loop = t.newEventLoop()
        const [result, error] = [{ of: 'the task' }, new Error('of the task')]
        const holds = [loop.createFuture(), loop.createFuture(), loop.createFuture()] as const
        const returning = t.createTask(loop, 'returning', function* () {
          yield* holds[0]
          return result
        })
        const failing = t.createTask(loop, 'failing', function* (): Coroutine<never> {
          yield* holds[1]
          throw error
        })
        const cancelled = t.createTask(loop, 'cancelled', function* () {
          yield* holds[2]
        })
        const release = (): void => {
          holds[0].setResult(null)
          holds[1].setResult(null)
          holds[2].cancel()
        }
        const outcomes = new Map<Future, unknown>()
        const wait = function* (task: Future): Coroutine<void> {
          try {
            outcomes.set(task, yield* task)
          } catch (thrown) {
            outcomes.set(task, thrown)
          }
        }
        const start = (): void => {
          for (const task of [returning, failing, cancelled]) t.createTask(loop, 'waiter', () => wait(task))
        }
        later(loop, start, state === 'pending' ? 4 : 12)
        later(loop, release, 8)
        await t.iterations(loop, 24)
        t.same(outcomes.size, 3, 'how many of three awaited tasks woke their waiters')
        t.same(outcomes.get(returning), result, 'what the await of the task that returned gave')
        t.same(outcomes.get(failing), error, 'what the await of the task that failed threw')
        const thrown = outcomes.get(cancelled)
        t.threw({ threw: true, error: thrown }, 'CancelledError', 'the await of the cancelled task')
      },
      { hint: 'Give your tasks the iterator and the done callbacks of your futures.' },
    ),
  ),
  check('task.can-be-awaited', 'a chain of tasks', async (t) => {
    const loop = t.newEventLoop()
    const future = loop.createFuture<string>()
    const follow = function* (next: Future<string>): Coroutine<string> {
      return yield* next
    }
    let last: Future<string> = future
    for (const label of ['a', 'b', 'c', 'd']) {
      const next = last
      last = t.createTask(loop, label, () => follow(next))
    }
    later(loop, () => future.setResult('passed on'))
    await t.iterations(loop, 24)
    isOver(t, last)
    t.same(last.result(), 'passed on', 'the result at the end of the chain')
  }),
  check(
    'task.goes-on-in-the-next-run',
    'after a bare yield',
    async (t) => {
      const loop = t.newEventLoop()
      const task = t.createTask(loop, 'task', function* () {
        loop.stop()
        yield
        return 'went on'
      })
      await loop.runForever()
      t.note('between the runs')
      await t.iterations(loop)
      t.order('task step 1', 'between the runs')
      isOver(t, task)
      t.same(task.result(), 'went on', 'the result of the task')
    },
    { hint: 'Keep what is scheduled when a run ends, for the next run.' },
  ),
  check(
    'task.goes-on-in-the-next-run',
    'its future is done between the runs',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture<string>()
      const task = t.createTask(loop, 'task', function* () {
        return yield* future
      })
      await t.iterations(loop)
      t.times('task step 2', 0)
      future.setResult('went on')
      t.note('between the runs')
      t.times('task step 2', 0)
      await t.iterations(loop)
      t.order('task step 1', 'between the runs', 'task step 2')
      t.same(task.result(), 'went on', 'the result of the task')
    },
    { hint: 'Keep what is scheduled when a run ends, for the next run.' },
  ),
]
