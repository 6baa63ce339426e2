import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const futureTests: readonly ClauseTest[] = [
  clauseTest('future.keeps-its-result', 'values of every sort, read twice', (check) => {
    const loop = check.newEventLoop()
    const error = new Error('a value like any other')
    const inner = loop.createFuture()
    for (const value of [0, false, 'text', { key: 1 }, error, inner]) {
      const future = loop.createFuture()
      future.setResult(value)
      check.same(future.done(), true, 'done() of a future with a result')
      check.same(future.cancelled(), false, 'cancelled() of a future with a result')
      check.same(future.result(), value, 'result()')
      check.same(future.result(), value, 'result(), asked again')
      check.same(future.exception(), null, 'exception() of a future with a result')
    }
    const empty = loop.createFuture<undefined>()
    empty.setResult(undefined)
    check.same(empty.done(), true, 'done() of a future whose result is undefined')
    check.same(empty.result() ?? null, null, 'result() of a future whose result is undefined')
    check.same(inner.done(), false, 'done() of a pending future that is the result of another')
  }),

  ...(['setResult', 'setException', 'cancel'] as const).map((way) =>
    clauseTest('future.callbacks-run-in-order', `three callbacks, then ${way}()`, async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      for (const label of ['a', 'b', 'c']) future.addDoneCallback(check.callback(label))
      if (way === 'setResult') future.setResult(1)
      else if (way === 'setException') future.setException(new Error('expected by the check'))
      else future.cancel()
      await check.iterations(loop)
      if (way === 'setException') future.exception()
      check.order('a', 'b', 'c')
      for (const label of ['a', 'b', 'c']) check.times(label, 1)
    }),
  ),
]
