import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const lifecycleStopTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.stop-finishes-the-iteration',
    'two callbacks that were ready with the one that stops',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('stop', () => loop.stop()))
      loop.callSoon(check.callback('second'))
      loop.callSoon(check.callback('third'))
      await loop.runForever()
      check.note('end')
      check.order('stop', 'second', 'third', 'end')
    },
    { hint: 'stop() sets a flag that is looked at after the iteration.' },
  ),
  clauseTest(
    'lifecycle.stop-leaves-new-callbacks-for-the-next-run',
    'callbacks scheduled before and after stop() in one callback',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(() => {
        loop.callSoon(check.callback('scheduled before'))
        loop.stop()
        loop.callSoon(check.callback('scheduled after'))
      })
      await loop.runForever()
      check.note('end')
      await check.iterations(loop)
      check.order('end', 'scheduled before', 'scheduled after')
    },
    { hint: 'Look at the flag after the iteration in which stop() was called, not one later.' },
  ),
  clauseTest(
    'lifecycle.stop-loses-nothing',
    'a chain of callbacks cut by stop()',
    async (check) => {
      const loop = check.newEventLoop()
      const chain = (left: number): void => {
        check.note(`link ${String(left)}`)
        if (left > 0) loop.callSoon(chain, [left - 1])
      }
      loop.callSoon(chain, [6])
      loop.callSoon(() => {
        loop.stop()
        for (const label of ['x', 'y', 'z']) loop.callSoon(check.callback(label))
      })
      check.note('run')
      await loop.runForever()
      await check.iterations(loop)
      check.order('run', 'link 6', 'link 5', 'link 0')
      check.order('x', 'y', 'z')
      for (const label of ['link 5', 'link 0', 'x', 'y', 'z']) check.times(label, 1)
    },
    { hint: 'The ready queue outlives the run.' },
  ),
  clauseTest(
    'lifecycle.stop-before-a-run-ends-it',
    'stop() twice, then a run with one callback ready',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('ready'))
      loop.stop()
      loop.stop()
      check.waitingFor = 'a run to end that was stopped before it began'
      check.note('run')
      await loop.runForever()
      check.note('end')
      check.order('run', 'ready', 'end')
      loop.callSoon(check.callback('next run'))
      await check.iterations(loop)
      check.order('end', 'next run')
    },
    { hint: 'A run must not clear the flag that stop() has set; the end of the run does.' },
  ),
  clauseTest(
    'lifecycle.stop-ends-one-run',
    'two stops in one callback, then three more runs',
    async (check) => {
      const loop = check.newEventLoop()
      const stopTwice = (): void => {
        loop.stop()
        loop.stop()
      }
      loop.callSoon(stopTwice)
      await loop.runForever()
      for (const run of ['second run', 'third run']) {
        // A stop left over would end the run before it comes to the end of the chain.
        await check.iterations(loop)
        check.note(`end of the ${run}`)
      }
      const future = loop.createFuture()
      const hop = (left: number): void => {
        if (left === 0) future.setResult('the end of the chain')
        else loop.callSoon(hop, [left - 1])
      }
      loop.callSoon(hop, [5])
      const outcome = await check.attemptAsync(() => loop.runUntilComplete(future))
      const result = check.answered(outcome, 'runUntilComplete() after runs that were stopped')
      check.same(result, 'the end of the chain', 'the result of the last run')
    },
    { hint: 'Clear the flag when the run has ended.' },
  ),
  clauseTest(
    'lifecycle.stop-ends-one-run',
    'a chain of callbacks after a run that was stopped three times',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(() => {
        for (let count = 0; count < 3; count++) loop.stop()
      })
      await loop.runForever()
      const hop = (left: number): void => {
        check.note(`hop ${String(left)}`)
        if (left === 0) loop.stop()
        else loop.callSoon(hop, [left - 1])
      }
      loop.callSoon(hop, [5])
      await loop.runForever()
      check.note('end of the second run')
      check.order('hop 5', 'hop 0', 'end of the second run')
    },
    { hint: 'Clear the flag when the run has ended, however often it was set.' },
  ),
  clauseTest('lifecycle.stop-is-legal-after-close', 'stop() on a loop that has run', async (check) => {
    const loop = check.newEventLoop()
    await check.iterations(loop)
    loop.close()
    check.answered(
      check.attempt(() => {
        loop.stop()
      }),
      'stop() on a closed loop',
    )
    check.same(loop.isClosed(), true, 'isClosed() after that')
  }),
  clauseTest(
    'lifecycle.loops-are-separate',
    'two loops with callbacks, one of which runs, stops and closes',
    async (check) => {
      const [one, two] = [check.newEventLoop(), check.newEventLoop()]
      one.callSoon(check.callback('one'))
      two.callSoon(check.callback('two'))
      two.callLater(0, check.callback('timer of two'))
      await check.iterations(one)
      one.stop()
      one.close()
      check.note('one is closed')
      check.same(two.isClosed(), false, 'isClosed() of the other loop')
      const future = two.createFuture()
      two.callLater(1, () => future.setResult('not stopped'))
      const outcome = await check.attemptAsync(() => two.runUntilComplete(future))
      check.same(check.answered(outcome, 'a run of the other loop'), 'not stopped', 'its result')
      check.order('one', 'one is closed', 'two')
      check.order('one is closed', 'timer of two')
    },
    { hint: 'Queues, timers and flags belong to the instance, not to the class or the module.' },
  ),
]
