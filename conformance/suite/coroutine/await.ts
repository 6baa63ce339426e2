import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'

function* nested<T>(depth: number, innermost: () => Coroutine<T>): Coroutine<T> {
  return yield* depth === 0 ? innermost() : nested(depth - 1, innermost)
}

/** What a coroutine observes of its awaits while a task drives it. */
export const coroutineAwaitChecks: readonly Check[] = [
  ...[0, 3].map((depth) =>
    check(
      'coroutine.await-gives-the-result',
      depth === 0 ? 'a future settled by a callback' : `a future awaited ${String(depth)} coroutines deep`,
      async (t) => {
        const loop = t.newEventLoop()
        const future = loop.createFuture()
        const value = { key: 1 }
        const seen: unknown[] = []
        t.createTask(loop, 'waiter', function* () {
          const result = yield* nested(depth, function* () {
            return yield* future
          })
          t.note('resumed')
          seen.push(result)
          loop.stop()
        })
        loop.callSoon(
          t.callback('settles', () => {
            future.setResult(value)
          }),
        )
        t.waitingFor = 'the task that awaits the future to be resumed'
        await loop.runForever()
        t.order('settles', 'resumed')
        t.same(seen[0], value, 'what yield* gave')
      },
      { hint: 'Check the iterator that your future gives to `yield*`. It ends with result().' },
    ),
  ),
  check(
    'coroutine.await-gives-the-result',
    'a future that is itself the result of another',
    async (t) => {
      const loop = t.newEventLoop()
      const [outer, inner] = [loop.createFuture(), loop.createFuture()]
      const seen: unknown[] = []
      t.createTask(loop, 'waiter', function* () {
        seen.push(yield* outer)
        t.note('resumed')
      })
      loop.callSoon(t.callback('settles', () => outer.setResult(inner)))
      await t.iterations(loop)
      t.order('settles', 'resumed')
      t.same(seen[0], inner, 'what yield* gave')
      t.same(inner.done(), false, 'done() of the future that was the result')
    },
    { hint: 'Treat a future that is a value like any other value. Do not wait for it.' },
  ),

  check(
    'coroutine.done-future-does-not-suspend',
    'many awaits in a row, with a callback ready',
    async (t) => {
      const loop = t.newEventLoop()
      const [future, pending] = [loop.createFuture(), loop.createFuture()]
      future.setResult('value')
      t.createTask(loop, 'waiter', function* () {
        loop.callSoon(t.callback('ready callback'))
        for (let count = 0; count < 5; count++) yield* future
        t.note('after awaits of a done future')
        yield* pending
        t.note('after the await of a pending future')
      })
      await t.iterations(loop)
      loop.callSoon(t.callback('settles', () => pending.setResult('value')))
      await t.iterations(loop)
      t.order('waiter step 1', 'after awaits of a done future', 'ready callback', 'waiter step 2')
      t.order('settles', 'after the await of a pending future')
    },
    { hint: 'Check the iterator of your future. If the future is done, its first step is also its last.' },
  ),

  check(
    'coroutine.future-can-be-awaited-again',
    'twice in each of three tasks, and once more when it is done',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture<string>()
      const seen: string[] = []
      const awaitTwice = function* (): Coroutine<void> {
        seen.push(yield* future)
        seen.push(yield* future)
      }
      for (const label of ['a', 'b', 'c']) t.createTask(loop, label, awaitTwice)
      await t.iterations(loop)
      loop.callSoon(t.callback('settles', () => future.setResult('value')))
      await t.iterations(loop)
      t.createTask(loop, 'late', awaitTwice)
      await t.iterations(loop)
      t.order('settles', 'late step 1')
      t.sameItems(seen, Array<string>(8).fill('value'), 'what the awaits gave')
    },
    { hint: 'Return a new iterator from each `[Symbol.iterator]()`. Each await needs its own.' },
  ),
]
