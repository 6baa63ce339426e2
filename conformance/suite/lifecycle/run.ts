import { check, type Check } from '../../harness/index.ts'

export const lifecycleRunChecks: readonly Check[] = [
  check(
    'lifecycle.run-forever-ends-at-stop',
    'stop() in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'runForever() to end after a callback called stop()'
      loop.callSoon(t.callback('stop', () => loop.stop()))
      t.note('run')
      const run = await t.attemptAsync<unknown>(() => loop.runForever())
      t.order('run', 'stop')
      t.times('stop', 1)
      t.returned(run, 'runForever()')
    },
    { hint: 'Settle the run after the iteration in which stop() is called.' },
  ),
  check(
    'lifecycle.run-forever-ends-at-stop',
    'nothing calls stop() for some iterations',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'runForever() to end after the tenth callback called stop()'
      let left = 9
      const hop = (): void => {
        t.note(`hop ${String(left)}`)
        if (left-- === 0) loop.stop()
        else loop.callSoon(hop)
      }
      loop.callSoon(hop)
      t.note('run')
      await loop.runForever()
      t.order('run', 'hop 9', 'hop 5', 'hop 0')
    },
    {
      hint: 'Go on until stop() is called.',
    },
  ),
  check(
    'lifecycle.is-running-during-a-run',
    'before, in callbacks, just after stop(), and after',
    async (t) => {
      const loop = t.newEventLoop()
      const seen: unknown[] = [loop.isRunning()]
      const look = (): void => {
        seen.push(loop.isRunning())
      }
      loop.callSoon(look)
      loop.callSoon(() => {
        loop.stop()
        look()
      })
      await loop.runForever()
      look()
      t.sameItems(
        seen,
        [false, true, true, false],
        'isRunning() before the run, in its first callback, just after stop(), and after the run',
      )
    },
    { hint: 'Keep isRunning() true until the promise of the run settles. stop() only sets a flag.' },
  ),
]
