import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const lifecycleTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.run-forever-ends-at-stop',
    'stop() in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      check.waitingFor = 'runForever() to end after a callback had called stop()'
      loop.callSoon(check.callback('stop', () => loop.stop()))
      const value = await loop.runForever()
      check.times('stop', 1)
      check.same(value, undefined, 'what runForever() gives')
    },
    { hint: 'After the iteration in which stop() is called, the run settles.' },
  ),
  clauseTest(
    'lifecycle.run-forever-ends-at-stop',
    'nothing calls stop() for some iterations',
    async (check) => {
      const loop = check.newEventLoop()
      check.waitingFor = 'runForever() to end after the tenth callback had called stop()'
      const hop = (left: number): void => {
        check.note(`hop ${String(left)}`)
        if (left === 0) loop.stop()
        else loop.callSoon(hop, [left - 1])
      }
      loop.callSoon(hop, [9])
      await loop.runForever()
      check.order('hop 9', 'hop 5', 'hop 0')
    },
    { hint: 'A run goes on as long as callbacks schedule others, until stop().' },
  ),
  clauseTest(
    'lifecycle.run-until-complete-gives-the-result',
    'a future that a callback settles',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture<string>()
      check.waitingFor = 'runUntilComplete() to end after its future was done'
      loop.callSoon(() => future.setResult('the result'))
      check.same(await loop.runUntilComplete(future), 'the result', 'the result of the run')
    },
    { hint: 'A done callback on the future calls stop().' },
  ),
  clauseTest(
    'lifecycle.run-until-complete-gives-the-result',
    'a future that is done before the run',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture<string>()
      future.setResult('the result')
      check.waitingFor = 'runUntilComplete() to end with a future that was done before'
      check.same(await loop.runUntilComplete(future), 'the result', 'the result of the run')
    },
    {
      hint: 'A done callback that is added to a future which is already done is called in the next iteration.',
    },
  ),
]
