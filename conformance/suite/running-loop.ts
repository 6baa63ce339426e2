import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const runningLoopTests: readonly ClauseTest[] = [
  clauseTest(
    'running-loop.set-while-running',
    'in a callback of each of two loops that run one after the other',
    async (check) => {
      const { api } = check
      for (const loop of [check.newEventLoop(), check.newEventLoop()]) {
        const seen: unknown[] = []
        loop.callSoon(() =>
          seen.push(
            check.attempt(() => api.getRunningLoop()),
            api.peekRunningLoop(),
          ),
        )
        await check.iterations(loop)
        const [got, peeked] = seen
        check.same(
          check.answered(got as ReturnType<typeof check.attempt>, 'getRunningLoop() in a callback'),
          loop,
          'getRunningLoop() in a callback',
        )
        check.same(peeked, loop, 'peekRunningLoop() in a callback')
      }
    },
    { hint: 'Call setRunningLoop(this) at the start of each turn of the loop.' },
  ),
]
