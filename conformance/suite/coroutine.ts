import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'

function* nested<T>(depth: number, innermost: () => Coroutine<T>): Coroutine<T> {
  return yield* depth === 0 ? innermost() : nested(depth - 1, innermost)
}

export const coroutineTests: readonly ClauseTest[] = [
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
    ),
  ),
]
