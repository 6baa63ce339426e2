import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const schedulingTests: readonly ClauseTest[] = [
  clauseTest('scheduling.callbacks-run-in-order', 'three callbacks scheduled at once', async (check) => {
    const loop = check.newEventLoop()
    for (const label of ['a', 'b', 'c']) loop.callSoon(check.callback(label))
    await check.iterations(loop)
    check.order('a', 'b', 'c')
    check.times('a', 1)
  }),
]
