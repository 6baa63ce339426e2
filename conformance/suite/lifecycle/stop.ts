import { SystemExit } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { pass } from '../support/turns.ts'

const separateHint = 'Keep queues, timers and flags on the instance, not on the class or in the module.'

export const lifecycleStopChecks: readonly Check[] = [
  check(
    'lifecycle.stop-finishes-the-iteration',
    'two callbacks that were ready with the one that stops',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('stop', () => loop.stop()))
      loop.callSoon(t.callback('second'))
      loop.callSoon(t.callback('third'))
      await loop.runForever()
      t.note('end')
      t.order('stop', 'second', 'third', 'end')
    },
    { hint: 'In stop(), set a flag, and check it after the iteration.' },
  ),
  check(
    'lifecycle.stop-leaves-new-callbacks-for-the-next-run',
    'callbacks scheduled before and after stop() in one callback',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(() => {
        loop.callSoon(t.callback('scheduled before'))
        loop.stop()
        loop.callSoon(t.callback('scheduled after'))
      })
      await loop.runForever()
      t.note('end')
      await t.iterations(loop)
      t.order('end', 'scheduled before', 'scheduled after')
    },
    { hint: 'Check the flag after the iteration in which stop() was called, not one iteration later.' },
  ),
  check(
    'lifecycle.stop-loses-nothing',
    'a chain of callbacks cut by stop()',
    async (t) => {
      const loop = t.newEventLoop()
      const chain = (left: number): void => {
        t.note(`link ${String(left)}`)
        if (left > 0) loop.callSoon(chain, [left - 1])
      }
      loop.callSoon(chain, [6])
      loop.callSoon(() => {
        loop.stop()
        for (const label of ['x', 'y', 'z']) loop.callSoon(t.callback(label))
      })
      t.note('run')
      await loop.runForever()
      await t.iterations(loop)
      t.order('run', 'link 6', 'link 5', 'link 0')
      t.order('x', 'y', 'z')
      for (const label of ['link 5', 'link 0', 'x', 'y', 'z']) t.times(label, 1)
    },
    { hint: 'Keep the ready queue when a run ends.' },
  ),
  check(
    'lifecycle.timers-wait-for-the-next-run',
    'timers that are due after one run and after three, of every kind',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      loop.callLater(1, t.callback('near'))
      const handle = loop.callAt(loop.time() + 3, t.callback('farther'))
      loop.callAt(loop.time() + 4, t.callback('cancelled')).cancel()
      loop.callSoon(() => loop.stop())
      await loop.runForever()
      loop.callSoon(() => future.setResult('the second run'))
      await loop.runUntilComplete(future)
      loop.callSoon(() => {
        throw new SystemExit('the third run')
      })
      await t.attemptAsync(() => loop.runForever())
      await pass(t, loop, 10)
      t.same(handle.cancelled(), false, 'cancelled() of a timer that nobody has cancelled')
      t.times('near', 1)
      t.times('farther', 1)
      t.times('cancelled', 0)
      t.order('near', 'farther')
    },
    { hint: 'Keep the timers when a run ends. Only close() drops them.' },
  ),
  check(
    'lifecycle.stop-before-a-run-ends-it',
    'stop() twice, then a run with one callback ready',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('ready'))
      loop.stop()
      loop.stop()
      t.waitingFor = 'the end of a run that was stopped before it began'
      t.note('run')
      await loop.runForever()
      t.note('end')
      t.order('run', 'ready', 'end')
      loop.callSoon(t.callback('next run'))
      await t.iterations(loop)
      t.order('end', 'next run')
    },
    { hint: 'Clear the flag of stop() at the end of a run, not at its beginning.' },
  ),
  check(
    'lifecycle.stop-ends-one-run',
    'two stops in one callback, then three more runs',
    async (t) => {
      const loop = t.newEventLoop()
      const stopTwice = (): void => {
        loop.stop()
        loop.stop()
      }
      loop.callSoon(stopTwice)
      await loop.runForever()
      for (const run of ['second run', 'third run']) {
        // A stop left over would end the run before it comes to the end of the chain.
        await t.iterations(loop)
        t.note(`end of the ${run}`)
      }
      const future = loop.createFuture()
      let left = 5
      const hop = (): void => {
        if (left-- === 0) future.setResult('the end of the chain')
        else loop.callSoon(hop)
      }
      loop.callSoon(hop)
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(future))
      const result = t.returned(outcome, 'runUntilComplete() after runs that were stopped')
      t.same(result, 'the end of the chain', 'the result of the last run')
    },
    { hint: 'Clear the flag when the run has ended.' },
  ),
  check(
    'lifecycle.stop-ends-one-run',
    'a chain of callbacks after a run that was stopped three times',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(() => {
        for (let count = 0; count < 3; count++) loop.stop()
      })
      await loop.runForever()
      let left = 5
      const hop = (): void => {
        t.note(`hop ${String(left)}`)
        if (left-- === 0) loop.stop()
        else loop.callSoon(hop)
      }
      loop.callSoon(hop)
      await loop.runForever()
      t.note('end of the second run')
      t.order('hop 5', 'hop 0', 'end of the second run')
    },
    { hint: 'Clear the flag when the run has ended, however often it was set.' },
  ),
  check(
    'lifecycle.stop-ends-one-run',
    'runUntilComplete() is stopped early, then runForever()',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(() => loop.stop())
      await t.attemptAsync(() => loop.runUntilComplete(loop.createFuture()))
      let left = 5
      const hop = (): void => {
        t.note(`hop ${String(left)}`)
        if (left-- === 0) loop.stop()
        else loop.callSoon(hop)
      }
      loop.callSoon(hop)
      await loop.runForever()
      t.note('end of the second run')
      t.order('hop 5', 'hop 0', 'end of the second run')
    },
    { hint: 'Clear the flag at the end of both kinds of run.' },
  ),
  check('lifecycle.stop-is-legal-after-close', 'stop() on a loop that has run', async (t) => {
    const loop = t.newEventLoop()
    await t.iterations(loop)
    loop.close()
    t.returned(
      t.attempt(() => loop.stop()),
      'stop() on a closed loop',
    )
    t.same(loop.isClosed(), true, 'isClosed() after that')
  }),
  check(
    'lifecycle.loops-are-separate',
    'two loops with callbacks, one of which runs, stops and closes',
    async (t) => {
      const [one, two] = [t.newEventLoop(), t.newEventLoop()]
      one.callSoon(t.callback('one'))
      two.callSoon(t.callback('two'))
      two.callLater(0, t.callback('timer of two'))
      await t.iterations(one)
      one.stop()
      one.close()
      t.note('one is closed')
      t.same(two.isClosed(), false, 'isClosed() of the other loop')
      const future = two.createFuture()
      two.callLater(1, () => future.setResult('not stopped'))
      const outcome = await t.attemptAsync(() => two.runUntilComplete(future))
      t.same(t.returned(outcome, 'a run of the other loop'), 'not stopped', 'its result')
      t.order('one', 'one is closed', 'two')
      t.order('one is closed', 'timer of two')
    },
    { hint: separateHint },
  ),
  check(
    'lifecycle.loops-are-separate',
    'a task on each of two loops, which run one after the other',
    async (t) => {
      const [one, two] = [t.newEventLoop(), t.newEventLoop()]
      const tasks = [one, two].map((loop, index) =>
        t.createTask(loop, `task ${String(index + 1)}`, function* () {
          yield
        }),
      )
      await t.iterations(one)
      t.note('the first loop has run')
      await t.iterations(two)
      t.sameItems(
        tasks.map((task) => task.done()),
        [true, true],
        'done() of the two tasks',
      )
      t.order('task 1 step 1', 'the first loop has run', 'task 2 step 1')
    },
    { hint: separateHint },
  ),
]
