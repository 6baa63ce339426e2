import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'

function* nested<T>(depth: number, innermost: () => Coroutine<T>): Coroutine<T> {
  return yield* depth === 0 ? innermost() : nested(depth - 1, innermost)
}

/** What a coroutine gets to see of its awaits while a task drives it. */
export const awaitTests: readonly ClauseTest[] = [
  ...[0, 3].map((depth) =>
    clauseTest(
      'coroutine.await-gives-the-result',
      depth === 0 ? 'a future settled by a callback' : `a future awaited ${String(depth)} coroutines deep`,
      async (check) => {
        const loop = check.newEventLoop()
        const future = loop.createFuture()
        const value = { key: 1 }
        const seen: unknown[] = []
        check.createTask(loop, 'waiter', function* () {
          const result = yield* nested(depth, function* () {
            return yield* future
          })
          check.note('resumed')
          seen.push(result)
          loop.stop()
        })
        loop.callSoon(
          check.callback('settles', () => {
            future.setResult(value)
          }),
        )
        check.waitingFor = 'the task that awaits the future to be resumed'
        await loop.runForever()
        check.order('settles', 'resumed')
        check.same(seen[0], value, 'what yield* gave')
      },
      { hint: 'Look at the iterator that your future hands to `yield*`: it ends with result().' },
    ),
  ),
  clauseTest(
    'coroutine.await-gives-the-result',
    'a future that is itself the result of another',
    async (check) => {
      const loop = check.newEventLoop()
      const [outer, inner] = [loop.createFuture(), loop.createFuture()]
      const seen: unknown[] = []
      check.createTask(loop, 'waiter', function* () {
        seen.push(yield* outer)
        check.note('resumed')
      })
      loop.callSoon(check.callback('settles', () => outer.setResult(inner)))
      await check.iterations(loop)
      check.order('settles', 'resumed')
      check.same(seen[0], inner, 'what yield* gave')
      check.same(inner.done(), false, 'done() of the future that was the result')
    },
    { hint: 'Nothing follows a future that comes as a value; whoever wants its result awaits it.' },
  ),

  clauseTest(
    'coroutine.done-future-does-not-suspend',
    'many awaits in a row, with a callback ready',
    async (check) => {
      const loop = check.newEventLoop()
      const [future, pending] = [loop.createFuture(), loop.createFuture()]
      future.setResult('value')
      check.createTask(loop, 'waiter', function* () {
        loop.callSoon(check.callback('ready callback'))
        for (let count = 0; count < 5; count++) yield* future
        check.note('after awaits of a done future')
        yield* pending
        check.note('after the await of a pending future')
      })
      await check.iterations(loop)
      loop.callSoon(check.callback('settles', () => pending.setResult('value')))
      await check.iterations(loop)
      check.order('waiter step 1', 'after awaits of a done future', 'ready callback', 'waiter step 2')
      check.order('settles', 'after the await of a pending future')
    },
    { hint: 'Look at the iterator of your future: when the future is done its first step is its last.' },
  ),

  clauseTest(
    'coroutine.future-can-be-awaited-again',
    'twice in each of three tasks, and once more when it is done',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture<string>()
      const seen: string[] = []
      const awaitTwice = function* (): Coroutine<void> {
        seen.push(yield* future)
        seen.push(yield* future)
      }
      for (const label of ['a', 'b', 'c']) check.createTask(loop, label, awaitTwice)
      await check.iterations(loop)
      loop.callSoon(check.callback('settles', () => future.setResult('value')))
      await check.iterations(loop)
      check.createTask(loop, 'late', awaitTwice)
      await check.iterations(loop)
      check.order('settles', 'late step 1')
      check.sameMembers(seen, Array<string>(8).fill('value'), 'what the awaits gave')
    },
    { hint: 'Each await needs an iterator of its own: `[Symbol.iterator]()` must make a new one.' },
  ),
]
