import type { Coroutine, Future } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

/** Tasks that await tasks, and tasks that outlast a run. */
export const taskAwaitingTests: readonly ClauseTest[] = [
  ...(['pending', 'done'] as const).map((state) =>
    clauseTest(
      'task.can-be-awaited',
      `a ${state} task of each outcome`,
      async (check) => {
        const loop = check.newEventLoop()
        const [result, error] = [{ of: 'the task' }, new Error('of the task')]
        const holds = [loop.createFuture(), loop.createFuture(), loop.createFuture()] as const
        const returning = check.createTask(loop, 'returning', function* () {
          yield* holds[0]
          return result
        })
        const failing = check.createTask(loop, 'failing', function* (): Coroutine<never> {
          yield* holds[1]
          throw error
        })
        const cancelled = check.createTask(loop, 'cancelled', function* () {
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
          for (const task of [returning, failing, cancelled])
            check.createTask(loop, 'waiter', () => wait(task))
        }
        later(loop, start, state === 'pending' ? 4 : 12)
        later(loop, release, 8)
        await check.iterations(loop, 24)
        check.same(outcomes.size, 3, 'how many of three awaited tasks woke their waiters')
        check.same(outcomes.get(returning), result, 'what the await of the task that returned gave')
        check.same(outcomes.get(failing), error, 'what the await of the task that failed threw')
        const thrown = outcomes.get(cancelled)
        check.threw({ threw: true, error: thrown }, 'CancelledError', 'the await of the cancelled task')
      },
      { hint: 'A task inherits the iterator and the done callbacks of your futures.' },
    ),
  ),
  clauseTest('task.can-be-awaited', 'a chain of tasks', async (check) => {
    const loop = check.newEventLoop()
    const future = loop.createFuture<string>()
    const follow = function* (next: Future<string>): Coroutine<string> {
      return yield* next
    }
    let last: Future<string> = future
    for (const label of ['a', 'b', 'c', 'd']) {
      const next = last
      last = check.createTask(loop, label, () => follow(next))
    }
    later(loop, () => future.setResult('passed on'))
    await check.iterations(loop, 24)
    isOver(check, last)
    check.same(last.result(), 'passed on', 'the result at the end of the chain')
  }),
  clauseTest(
    'task.goes-on-in-the-next-run',
    'after a bare yield',
    async (check) => {
      const loop = check.newEventLoop()
      const task = check.createTask(loop, 'task', function* () {
        loop.stop()
        yield
        return 'went on'
      })
      await loop.runForever()
      check.note('between the runs')
      await check.iterations(loop)
      check.order('task step 1', 'between the runs')
      isOver(check, task)
      check.same(task.result(), 'went on', 'the result of the task')
    },
    { hint: 'A run that ends leaves what is scheduled to the next one.' },
  ),
  clauseTest(
    'task.goes-on-in-the-next-run',
    'its future is done between the runs',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture<string>()
      const task = check.createTask(loop, 'task', function* () {
        return yield* future
      })
      await check.iterations(loop)
      check.times('task step 2', 0)
      future.setResult('went on')
      check.note('between the runs')
      check.times('task step 2', 0)
      await check.iterations(loop)
      check.order('task step 1', 'between the runs', 'task step 2')
      check.same(task.result(), 'went on', 'the result of the task')
    },
    { hint: 'A run that ends leaves what is scheduled to the next one.' },
  ),
]
